package dev.mneme.git.storage;

import dev.mneme.git.storage.SimulationCoverage.Event;
import dev.mneme.objects.Content;
import dev.mneme.objects.CreateResult;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.memory.MemoryObjectStore;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one store: what is done here is done, in this order, at this time by its own clock. Tells the
 * oracle of every change.
 */
final class SimulatedStore implements ObjectStore {
  private final LogOracle oracle;
  private final SimulationCoverage coverage;
  private final MemoryObjectStore objects;
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private Duration skew = Duration.ZERO;
  private boolean dateless;

  SimulatedStore(LogOracle oracle, SimulationCoverage coverage) {
    this.oracle = oracle;
    this.coverage = coverage;
    this.objects = new MemoryObjectStore(() -> now.plus(skew));
  }

  Instant now() {
    return now;
  }

  /** How many objects there are. */
  int size() {
    return objects.list("", "", Integer.MAX_VALUE).entries().size();
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  /**
   * Says how the next calls are dated.
   *
   * @param servers how far the clock of the server that answers is off
   * @param leftOut whether it gives no date
   */
  void dating(Duration servers, boolean leftOut) {
    skew = servers;
    dateless = leftOut;
  }

  private @Nullable Instant date(@Nullable Instant given) {
    if (dateless) {
      coverage.count(Event.DATE_LEFT_OUT);
      return null;
    }
    return given;
  }

  @Override
  public GetResult get(ObjectKey key) {
    return dated(objects.get(key));
  }

  @Override
  public GetResult getRange(ObjectKey key, long offset, int length) {
    return dated(objects.getRange(key, offset, length));
  }

  private GetResult dated(GetResult answer) {
    return switch (answer) {
      case GetResult.Found(byte[] bytes, long size, Instant date) ->
          new GetResult.Found(bytes, size, date(date));
      case GetResult.Absent(Instant date) -> new GetResult.Absent(date(date));
    };
  }

  @Override
  public CreateResult createIfAbsent(ObjectKey key, Content content) {
    return switch (objects.createIfAbsent(key, content)) {
      case CreateResult.Created(Instant date) -> {
        oracle.created(key, content.toByteArray(), now);
        yield new CreateResult.Created(date(date));
      }
      case CreateResult.Exists(Instant date) -> new CreateResult.Exists(date(date));
    };
  }

  @Override
  public ListPage list(String prefix, String after, int limit) {
    ListPage page = objects.list(prefix, after, limit);
    return new ListPage(page.entries(), page.more(), date(page.date()));
  }

  @Override
  public void delete(ObjectKey key) {
    objects.delete(key);
    oracle.deleted(key);
  }

  @Override
  public void close() {}
}
