package dev.mneme.git.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mneme.objects.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps logs short in the background: makes a checkpoint when the tail has grown, repacks when
 * checkpoints have, and deletes what lies behind them.
 *
 * <p>One thread, one repository after the other: it must not get into the way of those who wait.
 * What fails is tried again after the next commits, and nothing depends on it.
 */
final class Maintenance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
  private static final int TAIL_RECORDS = 64;
  private static final int MAX_TAIL_RECORDS = 256;
  private static final long TAIL_BYTES = 4L << 20;
  private static final long MEBIBYTE = 1L << 20;

  /** What may be deleted is a day old at least: to look each hour is soon enough. */
  private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

  private static final int MAX_REMEMBERED_SWEEPS = 10_000;

  /** A repository is repacked in memory. */
  private static final long MAX_REPACK_BYTES = 256L << 20;

  private final Checkpointing checkpointing;
  private final Retention retention;

  /** Those that were swept a short while ago: a sweep lists all that a repository has. */
  private final Cache<RepositoryId, Boolean> swept =
      Caffeine.newBuilder()
          .expireAfterWrite(BETWEEN_SWEEPS)
          .maximumSize(MAX_REMEMBERED_SWEEPS)
          .executor(Runnable::run)
          .build();

  private final Set<RepositoryId> queued = ConcurrentHashMap.newKeySet();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("log-maintenance").factory());

  Maintenance(LogEnvironment environment) {
    this.checkpointing = new Checkpointing(environment);
    this.retention = new Retention(environment);
  }

  /** Looks at a log that has just grown; returns at once. */
  void committed(RepositoryLog log, RepositoryState state) {
    if (isDue(state) && !worker.isShutdown() && queued.add(log.id())) {
      worker.execute(() -> maintain(log));
    }
  }

  /** A larger checkpoint is written less often: all of it is written each time. */
  static boolean isDue(RepositoryState state) {
    long records = TAIL_RECORDS * Math.max(1, inCheckpoint(state) / MEBIBYTE);
    return state.tail().size() >= Math.min(MAX_TAIL_RECORDS, records)
        || state.tailBytes() >= Math.max(TAIL_BYTES, inCheckpoint(state));
  }

  private void maintain(RepositoryLog log) {
    queued.remove(log.id());
    try {
      RepositoryState state = log.current().state();
      if (!isDue(state)) {
        return; // a commit that came while the last checkpoint was made asked for another
      }
      if (state.exists() && isRepackDue(state) && Repacking.repack(log)) {
        state = log.current().state();
      }
      if (checkpointing.checkpoint(log, state) && isSweepDue(log.id())) {
        retention.sweep(log);
      }
    } catch (StoreUnavailableException | StaleStateException e) {
      LOG.warn("checkpoint of {} was put off: {}", log.id(), e.getMessage());
    } catch (CorruptLogException e) {
      log.alarm(e);
    } catch (IOException e) {
      LOG.error("the packs of {} cannot be read", log.id(), log.unreadable(e));
    } catch (RuntimeException e) {
      LOG.error("checkpoint of {} failed", log.id(), e);
    }
  }

  private boolean isSweepDue(RepositoryId id) {
    return swept.asMap().putIfAbsent(id, true) == null;
  }

  /**
   * Geometric: what was not repacked yet, and has no deltas, is half as large as what was. Until
   * then it is written again with each checkpoint, and walked through by each clone.
   */
  private static boolean isRepackDue(RepositoryState state) {
    long external =
        state.packs().stream()
            .filter(pack -> pack.external() != null)
            .mapToLong(pack -> pack.pack().length())
            .sum();
    long loose = state.packs().stream().mapToLong(p -> p.pack().length()).sum() - external;
    return loose > Math.max(MEBIBYTE, external / 2) && loose + external <= MAX_REPACK_BYTES;
  }

  /** All of it is written again with the next one, the log's memory too. */
  private static long inCheckpoint(RepositoryState state) {
    Slice memory = state.base().reflog();
    long packs = packsInCheckpoint(state);
    return memory == null ? packs : packs + memory.length();
  }

  private static long packsInCheckpoint(RepositoryState state) {
    return state.packs().stream()
        .filter(pack -> pack.external() == null && pack.seq() == state.base().seq())
        .mapToLong(pack -> pack.pack().length())
        .sum();
  }

  /** Finishes the repository in hand and drops the others: a later commit will have them again. */
  @Override
  public void close() {
    worker.shutdown();
  }
}
