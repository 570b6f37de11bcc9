package dev.mneme.git.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * The logs of all repositories in a store.
 *
 * <p>Remembers the newest state of those that were used last, up to a bound; another object for the
 * same log would be as right, only slower.
 */
public final class RepositoryLogs implements AutoCloseable {
  /** A few dozen kilobytes each. */
  private static final int REMEMBERED = 2_000;

  private static final long PACK_CACHE_BYTES = 16L * 1024 * 1024;

  private final LogEnvironment environment;
  private final Maintenance maintenance;
  private final List<Consumer<RepositoryId>> whenCommitted = new CopyOnWriteArrayList<>();
  private final Cache<RepositoryId, RepositoryLog> logs =
      Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();

  /**
   * @param node names this process in the records it writes, for people
   * @param random a secure generator, for ids
   * @param fetches runs reads side by side
   */
  public RepositoryLogs(
      ObjectStore store,
      String node,
      InstantSource clock,
      RandomGenerator random,
      Executor fetches) {
    this(
        new LogEnvironment(
            store,
            new LogRules(),
            new PackReader(store, PACK_CACHE_BYTES),
            node,
            clock,
            random,
            fetches,
            LogSizes.DEFAULT));
  }

  RepositoryLogs(LogEnvironment environment) {
    this.environment = environment;
    this.maintenance = new Maintenance(environment);
    environment.packs().whenGone(this::gone);
    environment.packs().whenDamaged(this::alarm);
  }

  /** The log of a repository, whether or not there is anything in it yet. */
  public RepositoryLog log(RepositoryId id) {
    return logs.get(id, each -> new RepositoryLog(each, environment, this::committed));
  }

  private void committed(RepositoryLog log, RepositoryState state) {
    maintenance.committed(log, state);
    whenCommitted.forEach(listener -> listener.accept(log.id()));
  }

  /**
   * Tells somebody of every transaction that this process commits, after it is durable. Others are
   * not told of: whoever must know of all of them has to look, too.
   *
   * @param listener called while the next writer waits, so it must return at once
   */
  public void whenCommitted(Consumer<RepositoryId> listener) {
    whenCommitted.add(listener);
  }

  /** The ids of all logs in the store, ended ones too. */
  public List<RepositoryId> list() {
    return beyond(id -> -1);
  }

  /**
   * The ids of the logs that go beyond what the caller knows of them. Costs the store about one
   * list for each thousand objects in it.
   *
   * @param known up to which seq the caller knows a log; -1 if not even its existence
   */
  public List<RepositoryId> beyond(ToLongFunction<RepositoryId> known) {
    return new LogScan(environment.store(), environment.sizes().listPage(), known).run();
  }

  private RuntimeException gone(ObjectKey object) {
    return LogKeys.repository(object)
        .map(id -> log(id).gone(object))
        .orElseGet(() -> new StaleStateException(object));
  }

  private CorruptLogException alarm(ObjectKey object, CorruptLogException damage) {
    return LogKeys.repository(object).map(this::log).map(log -> log.alarm(damage)).orElse(damage);
  }

  LogEnvironment environment() {
    return environment;
  }

  /** Stops the work in the background; logs can still be read. */
  @Override
  public void close() {
    maintenance.close();
  }
}
