package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.FileContent;
import dev.mneme.block.Label;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.BlockVersion;
import dev.mneme.database.StoredBlock;
import dev.mneme.database.Tables;
import dev.mneme.git.AgentRecord;
import dev.mneme.git.BlockState;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;
import dev.mneme.git.storage.FileVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to be written into an agent's rows so that they say what a state of its repository says.
 *
 * @param taken block files that rows do not have like this
 * @param gone labels of attachments whose files are no blocks any more
 * @param agent the agent as the repository keeps it; empty if the rows have it like this
 */
record RowChanges(List<Taken> taken, List<String> gone, Optional<Agent> agent) {

  /** A block's file in the repository: the file as it is, and what the hidden ref says of it. */
  record Taken(AttachedFile file, StoredBlock block) {}

  /** Compares a state with the rows themselves, whatever they hold. */
  static RowChanges from(AgentId agent, List<AttachedFile> rows, MemoryView view) {
    Map<String, GitId> states = view.blockStates();
    List<String> gone =
        rows.stream()
            .filter(file -> file.path() != null && !states.containsKey(file.path()))
            .map(AttachedFile::label)
            .toList();
    return new RowChanges(
        taken(agent, rows, view, states), gone, view.agent().map(AgentRecord::agent));
  }

  private static List<Taken> taken(
      AgentId agent, List<AttachedFile> rows, MemoryView view, Map<String, GitId> states) {
    Map<String, AttachedFile> byPath = new HashMap<>();
    for (AttachedFile file : rows) {
      if (file.path() != null) {
        byPath.put(file.path(), file);
      }
    }
    Map<String, GitId> files = view.files();
    List<Taken> taken = new ArrayList<>();
    states.forEach((path, state) -> {
      GitId content = files.get(path);
      if (!isSame(byPath.get(path), content, state, version(view, path))) {
        taken.add(take(agent, view, path, content, state));
      }
    });
    return taken;
  }

  private static boolean isSame(
      @Nullable AttachedFile known, @Nullable GitId content, GitId state, BlockVersion version) {
    return known != null
        && known.taken().equals(version)
        && Objects.equals(known.blobId(), hex(content))
        && Objects.equals(known.stateBlobId(), state.hex());
  }

  /** All block files of a state. */
  static List<Taken> all(AgentId agent, MemoryView view) {
    return taken(agent, List.of(), view, view.blockStates());
  }

  /** Compares two states; for rows that say exactly what the earlier one says. */
  static RowChanges between(AgentId agent, MemoryView before, MemoryView after) {
    List<Taken> taken = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (String path : after.blockPathsSince(before)) {
      Optional<GitId> state = after.blockStateId(path);
      if (state.isPresent()) {
        taken.add(take(agent, after, path, after.file(path).orElse(null), state.get()));
      } else {
        gone.add(label(path));
      }
    }
    boolean same = before.agentId().equals(after.agentId());
    return new RowChanges(
        taken, gone, same ? Optional.empty() : after.agent().map(AgentRecord::agent));
  }

  private static @Nullable String hex(@Nullable GitId id) {
    return id == null ? null : id.hex();
  }

  static String label(String path) {
    return Label.ofPath(path).orElseThrow(() -> new IllegalStateException(path)).value();
  }

  private static Taken take(
      AgentId agent, MemoryView view, String path, @Nullable GitId content, GitId stateId) {
    BlockState state = view.readBlockState(stateId);
    String label = label(path);
    Block block = state.toBlock(label, valueOf(view, state, content));
    BlockVersion version = version(view, path);
    return new Taken(
        new AttachedFile(
            agent,
            block.id(),
            label,
            state.attachedAt(),
            path,
            hex(content),
            stateId.hex(),
            version),
        new StoredBlock(block, version, state.createdAt()));
  }

  /** The value of a block: its file's, or the one it had before that was not text or went away. */
  static String valueOf(MemoryView view, BlockState state, @Nullable GitId content) {
    GitId from = state.valueFrom() == null ? content : state.valueFrom();
    return from != null && FileContent.of(view.read(from)) instanceof FileContent.Text text
        ? text.file().value()
        : "";
  }

  private static BlockVersion version(MemoryView view, String path) {
    return view.version(path)
        .map((FileVersion v) -> new BlockVersion(v.number(), v.repository()))
        .orElse(BlockVersion.PLAIN);
  }

  /** Writes them. */
  void store(AgentId id, Tables tables) {
    agent.ifPresent(tables.agents()::put);
    tables.files().delete(id, gone);
    taken.forEach(each -> store(each, tables));
  }

  /** The larger version is the block, in whichever repository it was written. */
  private static void store(Taken taken, Tables tables) {
    if (tables.blocks().putIfNewer(taken.block())) {
      tables.files().renameWithoutFiles(taken.file().block(), taken.block().block().label());
    }
    tables.files().put(taken.file());
  }
}
