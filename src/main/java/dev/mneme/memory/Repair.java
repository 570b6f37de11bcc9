package dev.mneme.memory;

import dev.mneme.agent.Actor;
import dev.mneme.agent.AgentId;
import dev.mneme.database.Database;
import dev.mneme.git.MemoryRepositories;
import java.util.function.Consumer;

/** Brings rows and repositories together again where a crash or a failure has left them apart. */
public final class Repair {
  private final MemoryRepositories repositories;
  private final Database database;
  private final Freshness freshness;
  private final Sharing sharing;
  private final SharedRows shared;
  private final Rebuild rebuild;

  Repair(
      MemoryRepositories repositories,
      Database database,
      Freshness freshness,
      Sharing sharing,
      SharedRows shared) {
    this.repositories = repositories;
    this.database = database;
    this.freshness = freshness;
    this.sharing = sharing;
    this.shared = shared;
    this.rebuild = new Rebuild(repositories, database);
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
   * Makes the rows of one agent anew from its repository, whatever they say. They come out as they
   * were kept up step by step; others may read and write meanwhile.
   *
   * @throws NotFoundException if there never was a repository
   * @throws BusyException if others wrote to it all the time
   */
  public Rebuilt rebuild(AgentId agent) {
    return rebuild.of(agent);
  }

  /**
   * The same for every agent that has a repository in the store, and for the repositories that
   * agents share: into an empty database too.
   *
   * @param told of each, as soon as it is done; one that fails keeps nobody else from it
   */
  public void rebuildAll(Consumer<Rebuilt> told) {
    MemoryRepositories.Listed all = repositories.list();
    rebuild.all(all.agents(), told);
    shared.bringUp(all.shared(), told);
  }
}
