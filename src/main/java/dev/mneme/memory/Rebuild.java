package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.database.AgentRows;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.BlockVersion;
import dev.mneme.database.Database;
import dev.mneme.database.DatabaseException;
import dev.mneme.database.Durability;
import dev.mneme.database.LogPosition;
import dev.mneme.database.StoredBlock;
import dev.mneme.database.Tables;
import dev.mneme.git.AgentRecord;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.MemoryView;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of agents anew from their repositories, whatever the rows say: as they would be
 * had they been kept up step by step.
 *
 * <p>One transaction replaces an agent's rows, so that nobody sees it without some of them. Other
 * writers go on meanwhile: if one of them has come further than what was read, it is read again.
 */
final class Rebuild {
  private static final int ATTEMPTS = 64;
  private static final String DISABLED =
      "its git memory is disabled: since then the rows alone know it";

  private final MemoryRepositories repositories;
  private final Database database;
  private final TakeOver takeOver;

  Rebuild(MemoryRepositories repositories, Database database) {
    this.repositories = repositories;
    this.database = database;
    this.takeOver = new TakeOver(database);
  }

  /**
   * Makes the rows of one agent.
   *
   * @throws NotFoundException if there never was a repository
   * @throws BusyException if others wrote to it all the time
   */
  Rebuilt of(AgentId agent) {
    Map<String, RowChanges.Taken> files = new HashMap<>();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<LogPosition> rows = database.read(tables -> BlockSources.position(tables, agent));
      MemoryView view = repositories.of(agent).current();
      if (view.seq() == 0) {
        throw new NotFoundException(
            "The object store has no repository of agent %s: without git memory only the database knows an agent"
                .formatted(agent));
      }
      Optional<Rebuilt> done =
          view.exists() ? make(agent, view, rows, files) : delete(agent, view, rows);
      if (done.isPresent()) {
        return done.get();
      }
    }
    throw new BusyException(
        "the memory of %s is written to all the time, try again".formatted(agent),
        Duration.ofSeconds(1));
  }

  /**
   * One try.
   *
   * @param files what was read of them by earlier ones
   * @return empty if somebody has come further meanwhile
   */
  private Optional<Rebuilt> make(
      AgentId agent,
      MemoryView view,
      Optional<LogPosition> rows,
      Map<String, RowChanges.Taken> files) {
    boolean enabled = Step.isEnabled(view);
    if (!enabled && database.read(tables -> tables.agents().contains(agent))) {
      takeOver.apply(agent, view);
      return Optional.of(new Rebuilt.LeftAlone(agent.value(), DISABLED));
    }
    readInto(files, agent, view);
    BlockSources sources = new BlockSources(repositories, database);
    List<Judged> blocks = files.values().stream().map(file -> judge(file, sources)).toList();
    List<BlockId> ids = blocks.stream().map(block -> block.file().block()).toList();
    return write(
        agent,
        view,
        rows,
        ids,
        tables -> {
          boolean still = sources.areStill(tables) && (enabled || !tables.agents().contains(agent));
          if (still) {
            replace(tables, agent, view, blocks);
          }
          return still;
        });
  }

  private static void readInto(
      Map<String, RowChanges.Taken> files, AgentId agent, MemoryView view) {
    List<AttachedFile> read = files.values().stream().map(RowChanges.Taken::file).toList();
    RowChanges changes = RowChanges.from(agent, read, view);
    files.keySet().retainAll(view.blockStates().keySet());
    changes.taken().forEach(taken -> files.put(path(taken), taken));
  }

  private static String path(RowChanges.Taken taken) {
    String path = taken.file().path();
    if (path == null) {
      throw new IllegalStateException("not taken from a file: " + taken.file());
    }
    return path;
  }

  /**
   * What is to be in the rows for one of the agent's files.
   *
   * @param block the largest version that a repository has
   * @param wrong a larger one in the row that nobody can have written, or null
   */
  private record Judged(AttachedFile file, StoredBlock block, @Nullable BlockVersion wrong) {}

  private Judged judge(RowChanges.Taken mine, BlockSources sources) {
    BlockId id = mine.file().block();
    Optional<BlockVersion> row = database.read(tables -> tables.blocks().version(id));
    StoredBlock best = larger(mine.block(), mine.block().version(), mine, sources);
    if (row.isEmpty() || !isLarger(row.get(), best)) {
      return new Judged(mine.file(), best, null);
    }
    best = larger(best, row.get(), mine, sources);
    if (!isLarger(row.get(), best) || isCredible(row.get(), mine, sources)) {
      return new Judged(mine.file(), best, null);
    }
    for (AgentId holder : database.read(tables -> tables.attachments().agentsOf(id))) {
      best = larger(best, new BlockVersion(0, holder.value()), mine, sources);
    }
    return new Judged(mine.file(), best, row.get());
  }

  /** The block as it is where a version of it was written, if that is not older. */
  private static StoredBlock larger(
      StoredBlock known, BlockVersion from, RowChanges.Taken mine, BlockSources sources) {
    return isOwn(from, mine)
        ? known
        : sources
            .find(from.repositoryId(), known.block().id())
            .filter(other -> !isLarger(known.version(), other))
            .orElse(known);
  }

  private static boolean isOwn(BlockVersion version, RowChanges.Taken mine) {
    return version.repositoryId().equals(mine.file().agent().value());
  }

  private static boolean isLarger(BlockVersion version, StoredBlock than) {
    return version.compareTo(than.version()) > 0;
  }

  /**
   * Whether a version that is larger than all that repositories have may be right: it was written
   * in rows alone, or in a repository that has lost the block since. A repository that has it in a
   * smaller version has never had this one.
   */
  private static boolean isCredible(
      BlockVersion version, RowChanges.Taken mine, BlockSources sources) {
    String repository = version.repositoryId();
    return repository.isEmpty()
        || (!isOwn(version, mine)
            && sources.exists(repository)
            && sources.find(repository, mine.file().block()).isEmpty());
  }

  private static void replace(Tables tables, AgentId agent, MemoryView view, List<Judged> blocks) {
    view.agent().map(AgentRecord::agent).ifPresent(tables.agents()::put);
    blocks.forEach(block -> put(tables, block));
    tables.files().deleteAll(agent);
    blocks.forEach(block -> tables.files().put(block.file()));
    tables
        .repositories()
        .set(agent, TakeOver.positionOf(view), view.head().map(GitId::hex).orElse(null));
  }

  private static void put(Tables tables, Judged judged) {
    StoredBlock block = judged.block();
    BlockId id = block.block().id();
    Optional<BlockVersion> row = tables.blocks().version(id);
    boolean kept =
        row.filter(version -> isLarger(version, block) && !version.equals(judged.wrong()))
            .isPresent();
    if (!kept) {
      tables.blocks().put(block);
      if (!row.equals(Optional.of(block.version()))) {
        tables.files().renameWithoutFiles(id, block.block().label());
      }
    }
  }

  private Optional<Rebuilt> delete(AgentId agent, MemoryView ended, Optional<LogPosition> rows) {
    return write(
        agent,
        ended,
        rows,
        List.of(),
        tables -> {
          tables.agents().delete(agent);
          tables.repositories().set(agent, TakeOver.positionOf(ended), null);
          return true;
        });
  }

  /** Works on rows that are where they were, or at least not beyond what was read of the log. */
  private Optional<Rebuilt> write(
      AgentId agent,
      MemoryView view,
      Optional<LogPosition> rows,
      List<BlockId> blocks,
      Function<Tables, Boolean> work) {
    return database.write(
        Durability.FULL,
        tables -> {
          Optional<LogPosition> now = BlockSources.position(tables, agent);
          AgentRows before = tables.rowsOf(agent, blocks);
          if (!(now.equals(rows) || isNotBeyond(now, view)) || !work.apply(tables)) {
            return Optional.empty();
          }
          Map<String, Integer> differences = tables.rowsOf(agent, blocks).differencesFrom(before);
          return Optional.of(
              differences.isEmpty()
                  ? new Rebuilt.Same(agent.value())
                  : new Rebuilt.Changed(agent.value(), differences));
        });
  }

  private static boolean isNotBeyond(Optional<LogPosition> rows, MemoryView view) {
    return rows.filter(at -> at.incarnation().equals(view.incarnation()) && at.seq() <= view.seq())
        .isPresent();
  }

  /**
   * Makes the rows of several agents. One that cannot be read keeps nobody else from it.
   *
   * @param told of each, as soon as it is done
   */
  void all(List<AgentId> agents, Consumer<Rebuilt> told) {
    for (AgentId agent : agents) {
      told.accept(ofOrWhyNot(agent));
    }
  }

  private Rebuilt ofOrWhyNot(AgentId agent) {
    try {
      return of(agent);
    } catch (NotFoundException nothing) {
      return new Rebuilt.Same(agent.value());
    } catch (DatabaseException e) {
      throw e;
    } catch (RuntimeException e) {
      return new Rebuilt.Failed(agent.value(), String.valueOf(e.getMessage()));
    }
  }
}
