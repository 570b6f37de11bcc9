package dev.mneme.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.StoredBlock;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.MemoryRepository;
import dev.mneme.git.MemoryView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How an agent's memory comes into git, and how it ends there: git.md §4. */
final class GitLifeCycle {
  private static final Logger LOG = LoggerFactory.getLogger(GitLifeCycle.class);
  private static final int REMEMBERED = 10_000;

  private final MemoryRepositories repositories;
  private final MemoryRows rows;
  private final PlainMemory plain;
  private final GitChanges changes;
  private final Enabling enabling;
  private final Sharing sharing;
  private final CreationClock clock;

  /** What the hidden ref of an agent said where that was found to have git memory. */
  private final Cache<AgentId, GitId> enabled =
      Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();

  GitLifeCycle(
      MemoryRepositories repositories,
      MemoryRows rows,
      PlainMemory plain,
      GitChanges changes,
      Enabling enabling,
      Sharing sharing,
      CreationClock clock) {
    this.repositories = repositories;
    this.rows = rows;
    this.plain = plain;
    this.changes = changes;
    this.enabling = enabling;
    this.sharing = sharing;
    this.clock = clock;
  }

  /**
   * Creates an agent whose memory is in git from its birth on: there as a whole with its first
   * commit, or not at all.
   *
   * @param blocks its new blocks
   * @param others blocks that are there, and become its own too
   * @throws NotFoundException if one of these is not there
   * @throws ConflictException if two blocks would have the same label
   */
  Changed create(Agent agent, List<StoredBlock> blocks, List<BlockId> others, Attribution by) {
    List<Member> members = new ArrayList<>();
    blocks.forEach(block -> members.add(Member.born(block)));
    Changed changed =
        changes.create(agent.id(), by, step -> enabling.birth(step, agent, with(members, others)));
    sharing.bringUp(others, by);
    return changed;
  }

  private List<Member> with(List<Member> members, List<BlockId> others) {
    List<Member> all = new ArrayList<>(members);
    others.forEach(id -> all.add(new Member(rows.stored(id), clock.next())));
    return all;
  }

  /**
   * Makes or resumes the repository of an agent that has got the tag in the rows; takes that back
   * if it is refused.
   *
   * @throws ConflictException if two blocks would have the same label; then nothing was changed
   */
  Changed enable(PlainMemory.Modified.ToGit started, Attribution by) {
    try {
      return enable(started.after().id(), by);
    } catch (ConflictException | InvalidException e) {
      plain.withdraw(started);
      throw e;
    }
  }

  private Changed enable(AgentId id, Attribution by) {
    Changed changed = changes.enable(id, by);
    shareBlocks(id, by);
    return changed;
  }

  private void shareBlocks(AgentId agent, Attribution by) {
    sharing.bringUp(rows.files(agent).stream().map(AttachedFile::block).toList(), by);
  }

  /** The same for an agent of which this process does not know yet that it has been done. */
  void enableIfMissing(AgentId id, Attribution by) {
    if (!isEnabled(id)) {
      enable(id, by);
    }
  }

  private boolean isEnabled(AgentId id) {
    MemoryRepository repository = repositories.of(id);
    Optional<GitId> state = repository.knownStateId();
    return (state.isPresent() && state.get().equals(enabled.getIfPresent(id)))
        || isEnabled(id, repository.known());
  }

  private boolean isEnabled(AgentId id, MemoryView view) {
    boolean is = Step.isEnabled(view);
    if (is) {
      view.stateId().ifPresent(state -> enabled.put(id, state));
    }
    return is;
  }

  /**
   * Finishes what a process that died, or a store that gave no answer, has left half done: an agent
   * that has the tag in the rows and not in its repository.
   */
  void finishEnabling(AgentId id, Attribution by) {
    Optional<Agent> tagged = rows.find(id).filter(Agent::hasGitMemory);
    if (tagged.isPresent() && !isEnabled(id)) {
      finish(tagged.get(), by);
    }
  }

  private void finish(Agent tagged, Attribution by) {
    try {
      enable(plain.started(tagged), by);
    } catch (ConflictException | InvalidException | NotFoundException e) {
      LOG.warn("git memory of {} cannot be enabled: {}", tagged.id(), e.text());
    }
  }

  /**
   * Ends an agent's repository, also one that somebody is about to make, and with it the agent. Its
   * blocks stay: what was written in it to shared ones goes to the others before, for nobody looks
   * for it in a repository that has ended.
   */
  void delete(AgentId agent, Attribution by) {
    shareBlocks(agent, by);
    changes.close(agent);
  }
}
