package dev.mneme.memory;

import dev.mneme.agent.Actor;
import dev.mneme.agent.AgentId;
import dev.mneme.database.Database;
import dev.mneme.database.Durability;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.MemoryView;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings rows and repositories together again where a crash or a failure has left them apart. */
public final class Repair {
  private static final Logger LOG = LoggerFactory.getLogger(Repair.class);
  private final MemoryRepositories repositories;
  private final Database database;
  private final Freshness freshness;
  private final Sharing sharing;

  Repair(MemoryRepositories repositories, Database database, Freshness freshness, Sharing sharing) {
    this.repositories = repositories;
    this.database = database;
    this.freshness = freshness;
    this.sharing = sharing;
  }

  /**
   * Takes over what is marked, compares what this process has not compared yet, and finishes what
   * is behind.
   */
  public void run() {
    freshness.refreshAll();
    for (AgentId agent : database.read(tables -> tables.files().agentsBehind())) {
      try {
        sharing.bringUp(agent, Attribution.of(Actor.DEFAULT));
      } catch (MemoryException e) {
        LOG.warn("agent {} stays behind for now: {}", agent, e.text());
      }
    }
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
    database.write(Durability.FULL, tables -> tables.repositories().delete(agent));
    new TakeOver(database).apply(agent, view);
  }

  /**
   * Makes the rows of every agent that has a repository in the store: into an empty database too.
   *
   * @return how many there are
   */
  public int rebuildAll() {
    List<AgentId> agents = repositories.list();
    agents.stream()
        .filter(agent -> repositories.of(agent).current().exists())
        .forEach(this::rebuild);
    return agents.size();
  }
}
