package dev.mneme.memory;

import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.events.ChangedBlock;
import dev.mneme.events.Happening;
import dev.mneme.git.BlockState;
import dev.mneme.git.MemoryView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an agent's blocks from one state of its repository to the next: first what went,
 * then the others by path. A block is followed by its id, so a rename is one whoever made it.
 *
 * <p>It looks at what the two states say and at nothing else, so that everybody finds the same.
 */
final class BlockHappenings {
  private final MemoryView before;
  private final MemoryView after;
  private final Map<BlockId, String> gone = new LinkedHashMap<>();
  private final List<Happening> happenings = new ArrayList<>();

  private BlockHappenings(MemoryView before, MemoryView after) {
    this.before = before;
    this.after = after;
  }

  static List<Happening> between(MemoryView before, MemoryView after) {
    return new BlockHappenings(before, after).find();
  }

  private List<Happening> find() {
    Map<String, BlockState> came = new LinkedHashMap<>();
    for (String path : after.blockPathsSince(before)) {
      before.blockState(path).ifPresent(state -> gone.put(state.id(), path));
      after.blockState(path).ifPresent(state -> came.put(path, state));
    }
    List<Happening> others = new ArrayList<>();
    came.forEach((path, state) -> others.addAll(of(path, state, gone.remove(state.id()))));
    gone.forEach((id, path) -> happenings.add(new Happening.Detached(changed(id, path))));
    happenings.addAll(others);
    return happenings;
  }

  private List<Happening> of(String path, BlockState state, @Nullable String from) {
    ChangedBlock block = changed(state.id(), path);
    if (from == null) {
      boolean born = state.createdAt().equals(state.attachedAt());
      return List.of(born ? new Happening.Created(block) : new Happening.Attached(block));
    }
    List<Happening> both = new ArrayList<>();
    if (!from.equals(path)) {
      both.add(new Happening.Renamed(block, RowChanges.label(from)));
    }
    List<String> fields = fields(block(before, from), block(after, path));
    if (!fields.isEmpty()) {
      both.add(new Happening.Updated(block, fields));
    }
    return both;
  }

  private static ChangedBlock changed(BlockId id, String path) {
    return new ChangedBlock(id, RowChanges.label(path), path);
  }

  private static Block block(MemoryView view, String path) {
    Optional<BlockState> state = view.blockState(path);
    String value = RowChanges.valueOf(view, state.orElseThrow(), view.file(path).orElse(null));
    return state.get().toBlock(RowChanges.label(path), value);
  }

  private static List<String> fields(Block was, Block is) {
    Map<String, Boolean> same = new LinkedHashMap<>();
    same.put("value", was.value().equals(is.value()));
    same.put("description", Objects.equals(was.description(), is.description()));
    same.put("limit", was.limit() == is.limit());
    same.put("read_only", was.readOnly() == is.readOnly());
    same.put("metadata", was.metadata().equals(is.metadata()));
    same.put("hidden", Objects.equals(was.hidden(), is.hidden()));
    same.put("tags", was.tags().equals(is.tags()));
    same.put("template", was.template().equals(is.template()));
    return same.entrySet().stream()
        .filter(field -> !field.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }
}
