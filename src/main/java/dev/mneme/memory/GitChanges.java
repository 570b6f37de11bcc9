package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.database.Database;
import dev.mneme.git.Author;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.MemoryRepository;
import dev.mneme.git.MemoryView;
import dev.mneme.git.PathConflictException;
import dev.mneme.git.Proposal;
import dev.mneme.git.storage.BeforeCommit;
import dev.mneme.git.storage.ClosedLogException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The way every change of a memory repository goes: decided on the newest state with rows that are
 * up to it, committed, taken over.
 *
 * <p>A commit that stands is answered as done even if the rows cannot be brought up to it: the mark
 * that was set before makes the next read do that.
 */
final class GitChanges {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MemoryRepositories repositories;
  private final Marks marks;
  private final TakeOver takeOver;
  private final Enabling enabling;
  private final CreationClock clock;

  GitChanges(
      MemoryRepositories repositories,
      Database database,
      Marks marks,
      Enabling enabling,
      CreationClock clock) {
    this.repositories = repositories;
    this.marks = marks;
    this.takeOver = new TakeOver(database);
    this.enabling = enabling;
    this.clock = clock;
  }

  /**
   * Changes the repository of an agent whose memory is in git; enables that first if it is not.
   *
   * @param decide says what to change; may be called more than once, on newer states
   * @return the state after the change
   * @throws BusyException if other writers of this process took too long
   * @throws NotFoundException if the agent has been deleted
   */
  Changed change(AgentId agent, Attribution by, Function<Step, Proposal> decide) {
    return change(agent, by, Map.of(), decide);
  }

  /** The same, with more trailers in the commit. */
  Changed change(
      AgentId agent,
      Attribution by,
      Map<String, String> trailers,
      Function<Step, Proposal> decide) {
    while (true) {
      var enabled = new AtomicBoolean();
      Changed after =
          changeOnce(
              agent,
              author(agent, by, trailers),
              step -> {
                enabled.set(Step.isEnabled(step.view()));
                return enabled.get() ? decide.apply(step) : enabling.proposal(step);
              });
      if (enabled.get()) {
        return after;
      }
    }
  }

  /** Puts an agent's memory into git, or back into it; files for the blocks that have none. */
  Changed enable(AgentId agent, Attribution by) {
    return changeOnce(agent, author(agent, by, Map.of()), enabling::proposal);
  }

  /**
   * Makes an agent that is nowhere yet: its repository first, so that no row shows it before it is
   * there as a whole.
   *
   * @param birth says what its repository begins with
   */
  Changed create(AgentId agent, Attribution by, Function<Step, Proposal> birth) {
    Author author = author(agent, by, Map.of());
    return changeOnce(agent, author, seq -> marks.markComing(agent, seq), birth);
  }

  /** Ends an agent's repository, also one that somebody is about to make, and with it the agent. */
  void close(AgentId agent) {
    MemoryView closed = repositories.of(agent).close(seq -> marks.mark(agent, seq));
    takeOver.applyIfPossible(agent, closed, closed);
  }

  /**
   * Brings back what has ended, and takes it over.
   *
   * @return the state after that; empty if it has not ended, or is given up
   */
  Optional<MemoryView> reopen(AgentId agent) {
    Optional<MemoryView> reopened =
        repositories.of(agent).reopen(seq -> marks.markComing(agent, seq));
    reopened.ifPresent(view -> takeOver.apply(agent, view));
    return reopened;
  }

  private Changed changeOnce(AgentId agent, Author author, Function<Step, Proposal> decide) {
    return changeOnce(agent, author, seq -> marks.mark(agent, seq), decide);
  }

  private Changed changeOnce(
      AgentId agent, Author author, BeforeCommit before, Function<Step, Proposal> decide) {
    MemoryRepository repository = repositories.of(agent);
    MemoryRepository.Change made =
        changeInGit(
            repository,
            agent,
            author,
            before,
            view -> {
              takeOver.apply(agent, view);
              return decide.apply(new Step(agent, view, repository.id()));
            });
    boolean inRows = takeOver.applyIfPossible(agent, made.before(), made.after());
    return new Changed(agent, made.after(), inRows);
  }

  private MemoryRepository.Change changeInGit(
      MemoryRepository repository,
      AgentId agent,
      Author author,
      BeforeCommit before,
      Function<MemoryView, Proposal> decide) {
    try {
      return repository
          .change(PATIENCE, author, before, decide)
          .orElseThrow(() ->
              new BusyException(
                  "the memory of %s is busy, try again".formatted(agent), Duration.ofSeconds(1)));
    } catch (ClosedLogException e) {
      throw NotFoundException.agent(agent);
    } catch (PathConflictException e) {
      throw new ConflictException(String.valueOf(e.getMessage()));
    }
  }

  private Author author(AgentId agent, Attribution by, Map<String, String> more) {
    Map<String, String> trailers = new LinkedHashMap<>();
    trailers.put("Agent-Id", agent.value());
    trailers.putAll(by.trailers());
    trailers.putAll(more);
    return Author.of(by.actor(), clock.next(), trailers);
  }
}
