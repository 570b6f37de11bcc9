package dev.mneme.git;

import dev.mneme.git.storage.BeforeCommit;
import dev.mneme.git.storage.CommitResult;
import dev.mneme.git.storage.LogEnding;
import dev.mneme.git.storage.LogRepository;
import dev.mneme.git.storage.RefMove;
import dev.mneme.git.storage.RepositoryLog;
import dev.mneme.git.storage.RepositoryState;
import dev.mneme.git.storage.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The repository that an agent's memory is in. Safe for any number of threads. */
public final class MemoryRepository {
  /** More writers than this, in other processes, all ahead of us: something is wrong. */
  private static final int ATTEMPTS = 32;

  private final RepositoryLog log;

  MemoryRepository(RepositoryLog log) {
    this.log = log;
  }

  /** The name of the repository in versions of files. */
  public String id() {
    return log.id().value();
  }

  /** The newest state: it holds everything that was acknowledged before this was called. */
  public MemoryView current() {
    return view(log.current());
  }

  /** A state that may be old or even empty: for what is true of each that comes after it. */
  public MemoryView known() {
    return view(log.known());
  }

  /** {@link MemoryView#stateId} of {@link #known}, without looking at any object. */
  public Optional<GitId> knownStateId() {
    RepositoryState state = log.known().state();
    return state.exists() ? state.ref(Refs.STATE).map(GitId::of) : Optional.empty();
  }

  /** A JGit repository on the newest state, for the endpoints of git itself. */
  public LogRepository open() {
    return LogRepository.open(log, log.current());
  }

  /** The same on a state that may be old or even empty: for what is true of each of them. */
  public LogRepository openWithoutAsking() {
    return LogRepository.open(log, log.known());
  }

  /**
   * Changes the repository: decides on the newest state, and again on a newer one if another writer
   * was first.
   *
   * @param patience how long to wait for other writers of this process
   * @param before told the seq of the record before it is created, each time
   * @param decide says what to change; it may be called more than once, and what it throws comes
   *     out of here
   * @return the state it was decided on and the one after, the same one if nothing was to be
   *     changed; empty if other writers took longer than {@code patience}
   */
  public Optional<Change> change(
      Duration patience,
      Author author,
      BeforeCommit before,
      Function<MemoryView, Proposal> decide) {
    try {
      return log.exclusively(patience, () -> changeNow(author, before, decide));
    } catch (RuntimeException e) {
      throw e;
    } catch (IOException e) {
      throw log.unreadable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a change came to: {@code after} is {@code before} if nothing was to be changed. */
  public record Change(MemoryView before, MemoryView after) {
    private static Change nothing(MemoryView view) {
      return new Change(view, view);
    }
  }

  private Change changeNow(
      Author author, BeforeCommit before, Function<MemoryView, Proposal> decide)
      throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      MemoryView base = current();
      Proposal proposal = decide.apply(base);
      if (proposal.isEmpty() && base.seq() > 0) {
        return Change.nothing(base);
      }
      List<RefMove> moves = MemoryCommit.stage(base, proposal, author);
      if (moves.isEmpty() && hasVersions(base, proposal)) {
        return Change.nothing(base);
      }
      base.repository().setBeforeCommit(before);
      if (base.repository().commit(moves, proposal.versions()) instanceof CommitResult.Committed) {
        return new Change(base, new MemoryView(base.repository()));
      }
    }
    throw new IllegalStateException(
        "%d writers came first, one after the other".formatted(ATTEMPTS));
  }

  /**
   * Whether a state says of files what a proposal says. If not, a record has to say it though no
   * ref moves: of writers that did not know of each other, two may write the same.
   */
  private static boolean hasVersions(MemoryView base, Proposal proposal) {
    return proposal.versions().entrySet().stream()
        .allMatch(file -> base.version(file.getKey()).equals(Optional.of(file.getValue())));
  }

  /**
   * Ends the repository: it is gone for every client, and can be brought back for a while. Without
   * effect if that has been done; one that was never created cannot be any more.
   *
   * @param before told the seq of the record before it is created
   * @return the state after that
   */
  public MemoryView close(BeforeCommit before) {
    return view(ending().close(before));
  }

  /**
   * Brings the repository back as it was when it ended.
   *
   * @param before told the seq of the record before it is created
   * @return the state after that; empty if it has not ended, or what was in it is given up
   */
  public Optional<MemoryView> reopen(BeforeCommit before) {
    return ending().reopen(before).map(this::view);
  }

  /** When the repository ended, by the store's time; empty if it has not, or is given up. */
  public Optional<Instant> closedSince(MemoryView view) {
    return ending().closedSince(view.repository().state());
  }

  /**
   * Gives up what is in a repository that ended long ago, and deletes what was given up before.
   *
   * @return whether nothing is left to be done, now or later
   */
  public boolean sweep() {
    return ending().sweep();
  }

  private LogEnding ending() {
    return new LogEnding(log);
  }

  private MemoryView view(Snapshot snapshot) {
    return new MemoryView(LogRepository.open(log, snapshot));
  }
}
