package dev.mneme.git;

import dev.mneme.agent.SharedRepositoryId;
import dev.mneme.git.storage.CommitResult;
import dev.mneme.git.storage.LogRepository;
import dev.mneme.git.storage.RefMove;
import dev.mneme.git.storage.RepositoryId;
import dev.mneme.git.storage.RepositoryLogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The repositories that agents share. What is in them is nobody's block; their hidden ref says how
 * they are called and who has them.
 */
public final class SharedRepositories {
  private static final String RECORD = "repository.json";
  private static final int ATTEMPTS = 32;

  private final RepositoryLogs logs;

  public SharedRepositories(RepositoryLogs logs) {
    this.logs = logs;
  }

  /** The repository with an id, whether or not it has been created. */
  public MemoryRepository of(SharedRepositoryId id) {
    return new MemoryRepository(logs.log(new RepositoryId(id.value())));
  }

  /** What a repository says of itself; empty if there is none. */
  public Optional<SharedRecord> find(SharedRepositoryId id) {
    return find(of(id).current());
  }

  private static Optional<SharedRecord> find(MemoryView view) {
    Optional<GitId> file = view.exists() ? view.stateFile(RECORD) : Optional.empty();
    return file.map(id -> StateJson.readShared(view.read(id)));
  }

  /**
   * Creates a repository with one commit.
   *
   * @param files what is in it
   */
  public void create(
      SharedRecord record, String message, Map<String, Optional<NewFile>> files, Author author) {
    LogRepository repository = of(record.repository().id()).open();
    try {
      Proposal first = new Proposal(message, files, Map.of(), null, Map.of());
      MemoryView view = new MemoryView(repository);
      List<RefMove> moves = new ArrayList<>(MemoryCommit.stage(view, first, author));
      moves.add(stage(view, record));
      if (!(repository.commit(moves, Map.of()) instanceof CommitResult.Committed)) {
        throw new IllegalStateException("an id was given out twice: " + record.repository().id());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Changes what a repository says of itself.
   *
   * @return the record after that; empty if there is no such repository
   */
  public Optional<SharedRecord> change(SharedRepositoryId id, UnaryOperator<SharedRecord> change) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      LogRepository repository = of(id).open();
      MemoryView view = new MemoryView(repository);
      Optional<SharedRecord> before = find(view);
      Optional<SharedRecord> after = before.map(change);
      if (after.equals(before) || commits(repository, view, after.orElseThrow())) {
        return after;
      }
    }
    throw new IllegalStateException("%d writers of %s came first".formatted(ATTEMPTS, id));
  }

  private static boolean commits(LogRepository repository, MemoryView view, SharedRecord record) {
    try {
      return repository.commit(List.of(stage(view, record)), Map.of())
          instanceof CommitResult.Committed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RefMove stage(MemoryView view, SharedRecord record) throws IOException {
    try (ObjectReader reader = view.repository().newObjectReader();
        ObjectInserter inserter = view.repository().newObjectInserter()) {
      ObjectId file = inserter.insert(Constants.OBJ_BLOB, StateJson.write(record));
      ObjectId tree =
          new TreeEdit(reader, inserter)
              .apply(view.stateTree(), Map.of(RECORD, Optional.of(TreeEdit.Put.of(file))));
      inserter.flush();
      return new RefMove(Refs.STATE, view.stateTree(), tree);
    }
  }
}
