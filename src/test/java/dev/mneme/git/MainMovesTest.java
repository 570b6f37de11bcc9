package dev.mneme.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.agent.AgentId;
import dev.mneme.git.storage.CommitResult;
import dev.mneme.git.storage.LogRepository;
import dev.mneme.git.storage.RefMove;
import dev.mneme.git.storage.RepositoryLogs;
import dev.mneme.objects.memory.MemoryObjectStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where {@code main} was, where neither clocks nor commit dates are as they should be. */
class MainMovesTest {
  private static final AgentId AGENT = new AgentId("agent-123e4567-e89b-42d3-8456-426614174000");
  private final AtomicReference<Instant> now = new AtomicReference<>(time("2026-01-01"));
  private final MemoryObjectStore store = new MemoryObjectStore(now::get);

  /** Packs have random names, and a process must never see one again. */
  private final RepositoryLogs logs =
      new RepositoryLogs(store, "test", now::get, new SecureRandom(), Runnable::run);

  private final MemoryRepository repository = new MemoryRepositories(logs).of(AGENT);

  @AfterEach
  void close() {
    logs.close();
    store.close();
  }

  private static Instant time(String day) {
    return Instant.parse(day + "T00:00:00Z");
  }

  /** A commit that claims to be of that day, nowhere yet. */
  private static ObjectId commit(ObjectInserter inserter, ObjectId parent, String day)
      throws IOException {
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(inserter.insert(new TreeFormatter()));
    if (!parent.equals(ObjectId.zeroId())) {
      commit.setParentId(parent);
    }
    PersonIdent ada = new PersonIdent("Ada", "ada@example.org", time(day), ZoneOffset.UTC);
    commit.setAuthor(ada);
    commit.setCommitter(ada);
    commit.setMessage("Of " + day);
    return inserter.insert(commit);
  }

  /** Commits of these days, one on the other, that arrive in one move; each of them. */
  private List<ObjectId> arrive(String... days) throws IOException {
    LogRepository open = repository.open();
    ObjectId[] commits = new ObjectId[days.length];
    ObjectId from = open.state().ref(Refs.MAIN).orElse(ObjectId.zeroId());
    try (ObjectInserter inserter = open.newObjectInserter()) {
      for (int i = 0; i < days.length; i++) {
        commits[i] = commit(inserter, i == 0 ? from : commits[i - 1], days[i]);
      }
      inserter.flush();
    }
    assertThat(
            open.commit(List.of(new RefMove(Refs.MAIN, from, commits[days.length - 1])), Map.of()))
        .isInstanceOf(CommitResult.Committed.class);
    return List.of(commits);
  }

  private Optional<ObjectId> at(Instant instant) {
    return new MainMoves(repository.current()).at(instant).map(past -> past.commit().toObjectId());
  }

  @Test
  void historyThatArrivedWithTheFirstMoveIsReadByItsOwnDates() throws IOException {
    List<ObjectId> commits = arrive("2001-01-01", "2002-01-01", "2003-01-01");

    assertThat(at(time("2000-12-31"))).isEmpty();
    assertThat(at(time("2001-01-01"))).contains(commits.get(0));
    assertThat(at(time("2002-06-01"))).contains(commits.get(1));
    assertThat(at(time("2025-12-31"))).contains(commits.get(2));
    assertThat(at(time("2026-01-01"))).contains(commits.get(2));
  }

  @Test
  void datesOfCommitsThatArriveLaterChangeNothing() throws IOException {
    List<ObjectId> first = arrive("2026-01-01");
    now.set(time("2026-02-01"));
    List<ObjectId> second = arrive("2001-01-01", "2050-01-01");

    assertThat(at(time("2002-01-01"))).isEmpty();
    assertThat(at(time("2026-01-31"))).contains(first.getFirst());
    assertThat(at(time("2026-02-01"))).contains(second.getLast());
  }

  @Test
  void clockThatGoesBackDoesNotPutOneMoveBeforeAnother() throws IOException {
    List<ObjectId> first = arrive("2026-01-01");
    now.set(time("2026-01-01").minusSeconds(60));
    List<ObjectId> second = arrive("2026-01-01");

    assertThat(at(time("2026-01-01").minusSeconds(30))).isNotEqualTo(Optional.of(second.getLast()));
    assertThat(at(time("2026-01-01"))).contains(second.getLast());
    assertThat(first).doesNotContainAnyElementsOf(second);
  }

  @Test
  void emptyRepositoryWasNothingAtAnyTime() {
    assertThat(at(time("2030-01-01"))).isEmpty();
  }
}
