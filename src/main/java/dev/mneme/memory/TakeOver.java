package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.FileContent;
import dev.mneme.block.Label;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.BlockVersion;
import dev.mneme.database.Database;
import dev.mneme.database.Durability;
import dev.mneme.database.LogPosition;
import dev.mneme.database.StoredBlock;
import dev.mneme.database.StoredRepository;
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
 * Makes the rows of an agent equal to a state of its repository: after a REST write, after a push,
 * in a repair and in a rebuild, always the same way.
 *
 * <p>Looks only at files whose ids differ from the ones that the rows hold, never at a remembered
 * commit. Forward only: rows that are beyond the state are left alone.
 */
final class TakeOver {
  private final Database database;

  TakeOver(Database database) {
    this.database = database;
  }

  /**
   * What is known of a block's file in the repository: the file as it is, and what the hidden ref
   * says of it.
   */
  record Taken(AttachedFile file, StoredBlock block) {}

  private record Known(Optional<StoredRepository> repository, List<AttachedFile> files) {
    boolean covers(MemoryView view) {
      return repository
          .filter(row -> row.position().incarnation().equals(view.incarnation()))
          .filter(row -> row.position().seq() >= view.seq())
          .isPresent();
    }

    boolean isStill(Optional<StoredRepository> other) {
      return other
          .map(StoredRepository::position)
          .equals(repository.map(StoredRepository::position));
    }
  }

  /**
   * Brings the rows to a state of the agent's repository; without effect if there is no repository.
   */
  void apply(AgentId agent, MemoryView view) {
    boolean done = !view.exists();
    while (!done) {
      Known known =
          database.read(
              tables -> new Known(tables.repositories().find(agent), tables.files().of(agent)));
      done = known.covers(view) || apply(agent, view, known);
    }
  }

  private boolean apply(AgentId agent, MemoryView view, Known known) {
    Map<String, GitId> states = view.blockStates();
    List<Taken> changed = changed(agent, view, states, known.files());
    List<String> gone =
        known.files().stream()
            .filter(file -> file.path() != null && !states.containsKey(file.path()))
            .map(AttachedFile::label)
            .toList();
    return database.write(
        Durability.CACHE,
        tables -> {
          if (!known.isStill(tables.repositories().find(agent))) {
            return false;
          }
          view.agent().map(AgentRecord::agent).ifPresent(tables.agents()::put);
          tables.files().delete(agent, gone);
          changed.forEach(taken -> store(tables, taken));
          String head = view.head().map(GitId::hex).orElse(null);
          tables
              .repositories()
              .advance(agent, new LogPosition(view.incarnation(), view.seq()), head);
          return true;
        });
  }

  /** The larger version is the block, in whichever repository it was written. */
  private static void store(Tables tables, Taken taken) {
    if (tables.blocks().putIfNewer(taken.block())) {
      tables.files().renameWithoutFiles(taken.file().block(), taken.block().block().label());
    }
    tables.files().put(taken.file());
  }

  private static List<Taken> changed(
      AgentId agent, MemoryView view, Map<String, GitId> states, List<AttachedFile> known) {
    Map<String, AttachedFile> byPath = new HashMap<>();
    for (AttachedFile file : known) {
      if (file.path() != null) {
        byPath.put(file.path(), file);
      }
    }
    Map<String, GitId> files = view.files();
    List<Taken> changed = new ArrayList<>();
    states.forEach((path, state) -> {
      GitId content = files.get(path);
      if (!isSame(byPath.get(path), content, state, version(view, path))) {
        changed.add(take(agent, view, path, content, state));
      }
    });
    return changed;
  }

  private static boolean isSame(
      @Nullable AttachedFile known, @Nullable GitId content, GitId state, BlockVersion version) {
    return known != null
        && known.taken().equals(version)
        && Objects.equals(known.blobId(), hex(content))
        && Objects.equals(known.stateBlobId(), state.hex());
  }

  private static @Nullable String hex(@Nullable GitId id) {
    return id == null ? null : id.hex();
  }

  private static Taken take(
      AgentId agent, MemoryView view, String path, @Nullable GitId content, GitId stateId) {
    BlockState state = view.readBlockState(stateId);
    String label = Label.ofPath(path).orElseThrow(() -> new IllegalStateException(path)).value();
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

  static BlockVersion version(MemoryView view, String path) {
    return view.version(path)
        .map((FileVersion v) -> new BlockVersion(v.number(), v.repository()))
        .orElse(BlockVersion.PLAIN);
  }
}
