package dev.mneme.memory;

import dev.mneme.agent.Actor;
import dev.mneme.agent.AgentId;
import dev.mneme.database.Database;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.MemoryView;
import java.util.List;

/** Brings rows and repositories together again where a crash or a failure has left them apart. */
public final class Repair {
  private final MemoryRepositories repositories;
  private final Database database;
  private final Freshness freshness;
  private final Sharing sharing;
  private final SharedRepositoryService shared;

  Repair(
      MemoryRepositories repositories,
      Database database,
      Freshness freshness,
      Sharing sharing,
      SharedRepositoryService shared) {
    this.repositories = repositories;
    this.database = database;
    this.freshness = freshness;
    this.sharing = sharing;
    this.shared = shared;
  }

  /**
   * Takes over what is marked, compares what this process has not compared yet, and finishes what
   * is behind.
   */
  public void run() {
    freshness.refreshAll();
    database
        .read(tables -> tables.files().agentsBehind())
        .forEach(agent -> sharing.bringUpIfPossible(agent, Attribution.of(Actor.DEFAULT)));
  }

  /**
   * Makes the rows of one agent anew from its repository. They come out as they were kept up step
   * by step.
   *
   * @throws NotFoundException if there is no repository
   */
  public void rebuild(AgentId agent) {
    MemoryView view = repositories.of(agent).current();
    if (!view.exists()) {
      throw new NotFoundException("Agent %s has no repository".formatted(agent));
    }
    new TakeOver(database).rebuild(agent, view);
  }

  /**
   * Makes the rows of every agent that has a repository in the store, and of the repositories that
   * agents share: into an empty database too.
   *
   * @return how many there are
   */
  public int rebuildAll() {
    List<AgentId> agents = repositories.list();
    agents.stream()
        .filter(agent -> repositories.of(agent).current().exists())
        .forEach(this::rebuild);
    shared.rebuild();
    return agents.size();
  }
}
