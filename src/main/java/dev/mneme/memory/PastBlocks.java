package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockFile;
import dev.mneme.block.BlockId;
import dev.mneme.block.CodePointOrder;
import dev.mneme.block.Label;
import dev.mneme.git.BlockState;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Past;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that an agent had: the files of a commit, and what the hidden ref said of them.
 *
 * <p>Of a commit that {@code main} never was at (on another branch, or in the middle of a push)
 * nothing was ever said. Its blocks are what a push of it would have made of those that were known;
 * one that is in that commit alone has an id that its path decides.
 */
final class PastBlocks {
  private final Past past;
  private final NewBlocks unknown;

  /** For reading: a block of which nothing was ever said has the same id each time. */
  PastBlocks(AgentId agent, Past past) {
    this(past, new Derived(agent));
  }

  /**
   * @param unknown says what of blocks of which nothing was ever said
   */
  PastBlocks(Past past, NewBlocks unknown) {
    this.past = past;
    this.unknown = unknown;
  }

  /**
   * A block as it was.
   *
   * @param path of its file
   * @param blobId the id of its file's content, in hex, or null if it had no file
   */
  record PastBlock(Block block, String path, @Nullable String blobId) {}

  /** All of them, in the order of their paths. */
  List<PastBlock> all() {
    MemoryView view = past.view();
    Map<String, GitId> files = view.files();
    List<PastBlock> blocks = new ArrayList<>();
    states().forEach((path, state) -> blocks.add(block(path, state, files.get(path))));
    return blocks;
  }

  private PastBlock block(String path, BlockState state, @Nullable GitId file) {
    String label = Label.ofPath(path).orElseThrow(() -> new IllegalStateException(path)).value();
    Block block = state.toBlock(label, RowChanges.valueOf(past.view(), state, file));
    return new PastBlock(block, path, file == null ? null : file.hex());
  }

  /** The one with a label. */
  Optional<PastBlock> find(String label) {
    return GitLabels.find(label)
        .map(Label::toPath)
        .flatMap(path ->
            state(path).map(state -> block(path, state, past.view().file(path).orElse(null))));
  }

  private Optional<BlockState> state(String path) {
    return past.isWhole() ? past.view().blockState(path) : Optional.ofNullable(states().get(path));
  }

  /** What was said of them, by path. */
  Map<String, BlockState> states() {
    Map<String, BlockState> states = new TreeMap<>(CodePointOrder.INSTANCE);
    past.tip().blockStates().forEach((path, id) -> states.put(path, past.tip().readBlockState(id)));
    if (!past.isWhole()) {
      PushPlan.of(past.tip(), past.view(), unknown)
          .blocks()
          .forEach((path, state) -> {
            states.remove(path);
            state.ifPresent(block -> states.put(path, block));
          });
    }
    return states;
  }

  /** Blocks of which nobody knows anything but the file. */
  private record Derived(AgentId agent) implements NewBlocks {
    @Override
    public BlockState of(Label label, BlockFile file) {
      return BlockStates.of(id(label.value()), file.contentOfNew(label), Instant.EPOCH);
    }

    @Override
    public BlockState copyOf(BlockState state) {
      return state;
    }

    @Override
    public boolean mayRename(BlockId id, Label label) {
      return true;
    }

    /** In the form of a version 4 uuid, and the same each time. */
    private BlockId id(String label) {
      byte[] name = (agent.value() + "\n" + label).getBytes(StandardCharsets.UTF_8);
      UUID hash = UUID.nameUUIDFromBytes(name);
      long high = (hash.getMostSignificantBits() & ~0xf000L) | 0x4000L;
      return new BlockId(BlockId.PREFIX + new UUID(high, hash.getLeastSignificantBits()));
    }
  }
}
