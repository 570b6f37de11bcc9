package dev.mneme.git.storage;

import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.memory.MemoryObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;

/** A node on a store, and commits on it as a program would make them. */
final class LogFixture {
  static final RepositoryId REPOSITORY =
      new RepositoryId("agent-00000000-0000-4000-8000-000000000001");
  final ObjectStore store;
  final RepositoryLogs logs;

  LogFixture(ObjectStore store) {
    this.store = store;
    this.logs =
        new RepositoryLogs(
            new LogEnvironment(
                store,
                new LogRules(),
                new PackReader(store, 1 << 20),
                "test",
                InstantSource.fixed(Instant.EPOCH),
                new SecureRandom(),
                Runnable::run,
                LogSizes.DEFAULT));
  }

  static LogFixture inMemory() {
    return new LogFixture(new MemoryObjectStore(Clock.systemUTC()));
  }

  /** Another process on the same store. */
  LogFixture other() {
    return new LogFixture(store);
  }

  RepositoryLog log() {
    return logs.log(REPOSITORY);
  }

  LogRepository open() {
    return LogRepository.open(log(), log().current());
  }

  /** Commits a tree of exactly these files on main. */
  ObjectId commit(String message, Map<String, String> files) throws IOException {
    try (LogRepository repository = open()) {
      ObjectId from = repository.state().ref("refs/heads/main").orElse(ObjectId.zeroId());
      ObjectId to = insert(repository, from, message, files);
      CommitResult result =
          repository.commit(List.of(new RefMove("refs/heads/main", from, to)), Map.of());
      if (!(result instanceof CommitResult.Committed)) {
        throw new IllegalStateException("lost");
      }
      return to;
    }
  }

  static ObjectId insert(
      Repository repository, ObjectId parent, String message, Map<String, String> files)
      throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      DirCache index = DirCache.newInCore();
      DirCacheBuilder builder = index.builder();
      for (Map.Entry<String, String> file : files.entrySet()) {
        DirCacheEntry entry = new DirCacheEntry(file.getKey());
        entry.setFileMode(FileMode.REGULAR_FILE);
        entry.setObjectId(
            inserter.insert(Constants.OBJ_BLOB, file.getValue().getBytes(StandardCharsets.UTF_8)));
        builder.add(entry);
      }
      builder.finish();
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(index.writeTree(inserter));
      if (!parent.equals(ObjectId.zeroId())) {
        commit.setParentId(parent);
      }
      PersonIdent author =
          new PersonIdent("A", "a@example.org", Instant.EPOCH, java.time.ZoneOffset.UTC);
      commit.setAuthor(author);
      commit.setCommitter(author);
      commit.setMessage(message);
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }
}
