package dev.mneme.git.storage;

import dev.mneme.objects.Content;
import dev.mneme.objects.CreateResult;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.StoreUnavailableException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates one record, and finds out what became of it.
 *
 * <p>A create that is not answered, or answered at a time at which the answer proves nothing, is
 * decided by looking for the transaction's own id at that place of the log; until then it is
 * neither committed nor failed.
 */
final class Appending {
  private static final int ATTEMPTS = 4;
  private final RepositoryLog log;
  private final LogEnvironment environment;
  private final LogLoader loader;

  Appending(RepositoryLog log, LogEnvironment environment, LogLoader loader) {
    this.log = log;
    this.environment = environment;
    this.loader = loader;
  }

  /**
   * Appends a transaction to the state it is based on, as {@link RepositoryLog#commit} promises.
   */
  CommitResult append(Snapshot base, Transaction transaction, BeforeCommit before) {
    requireOpen(base.state(), transaction.kind());
    base.state().requireFits(transaction.moves());
    Id128 author = Id128.random(environment.random());
    RecordCodec.Encoded record = RecordCodec.encode(record(base.state(), transaction, author));
    before.willCreate(record.record().seq());
    return create(base, record);
  }

  private static void requireOpen(RepositoryState base, LogRecord.Kind kind) {
    if (!base.life().mayBeFollowedBy(kind)) {
      throw new ClosedLogException(base.id());
    }
  }

  private LogRecord record(RepositoryState base, Transaction transaction, Id128 author) {
    List<PackBytes> packs = transaction.packs();
    ExternalPack external = isLarge(transaction) ? upload(base.seq(), author, packs) : null;
    return new LogRecord(
        base.seq() + 1,
        base.seq() == 0 ? Id128.random(environment.random()) : base.incarnation(),
        author,
        base.tip(),
        environment.node(),
        environment.clock().instant(),
        transaction.kind(),
        transaction.moves(),
        transaction.versions(),
        external == null && !packs.isEmpty() ? packs.getFirst() : null,
        external,
        Math.max(base.packFloor(), transaction.packFloor()));
  }

  private boolean isLarge(Transaction transaction) {
    long bytes = transaction.packs().stream().mapToLong(pack -> pack.pack().length).sum();
    return transaction.kind() == LogRecord.Kind.COMPACT
        || bytes > environment.sizes().maxInlineBytes();
  }

  private ExternalPack upload(long tipSeq, Id128 author, List<PackBytes> packs) {
    List<ByteBuffer> parts = new ArrayList<>();
    for (PackBytes pack : packs) {
      parts.add(ByteBuffer.wrap(pack.pack()));
      parts.add(ByteBuffer.wrap(pack.index().bytes()));
      parts.add(ByteBuffer.wrap(pack.bitmaps()));
    }
    environment.store().createIfAbsent(log.keys().pack(tipSeq, author), new Content(parts));
    return new ExternalPack(tipSeq, author, packs.stream().map(ExternalPack.Part::of).toList());
  }

  private CommitResult create(Snapshot base, RecordCodec.Encoded record) {
    Snapshot known = base;
    @Nullable Exception trouble = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Verdict verdict;
      try {
        verdict = createOnce(known, record);
      } catch (StoreUnavailableException e) {
        trouble = e;
        continue;
      } catch (StaleStateException | CorruptLogException e) {
        // The checkpoint that was to tell who is in it has gone meanwhile, and its name perhaps
        // been made again: a newer one will. If it is damaged, nobody can tell.
        log.forget();
        trouble = e;
        continue;
      }
      switch (verdict) {
        case Verdict.Committed(Snapshot snapshot) -> {
          return new CommitResult.Committed(snapshot);
        }
        case Verdict.Lost() -> {
          return new CommitResult.Lost();
        }
        case Verdict.Undecided(Snapshot snapshot) -> known = snapshot;
      }
    }
    throw new OutcomeUnknownException(
        "the store did not say whether record %d of %s was created"
            .formatted(record.record().seq(), log.id()),
        trouble == null ? new IllegalStateException("undecided") : trouble);
  }

  /** What is known of a transaction after one round with the store. */
  private sealed interface Verdict {
    record Committed(Snapshot snapshot) implements Verdict {}

    record Lost() implements Verdict {}

    /** Neither; the snapshot is the base again, perhaps fresher. */
    record Undecided(Snapshot snapshot) implements Verdict {}
  }

  private Verdict createOnce(Snapshot base, RecordCodec.Encoded record) {
    ObjectKey key = log.keys().record(record.record().seq());
    Instant asked = environment.clock().instant();
    CreateResult answer;
    try {
      answer = environment.store().createIfAbsent(key, record.content());
    } catch (StoreUnavailableException e) {
      return readBack(base, record, key);
    }
    return switch (answer) {
      case CreateResult.Created(Instant date) ->
          environment.rules().isConclusive(LogRules.Question.CREATE, base.asOf(), asked, date)
              ? committed(base, record, environment.rules().asOf(asked, date))
              : verdictByList(base, record);
      case CreateResult.Exists exists -> readBack(base, record, key);
    };
  }

  /**
   * Asks whose record stands where ours was to be. That none does proves nothing: ours may still be
   * on its way.
   */
  private Verdict readBack(Snapshot base, RecordCodec.Encoded record, ObjectKey key) {
    Instant asked = environment.clock().instant();
    GetResult answer = environment.store().get(key);
    if (answer instanceof GetResult.Absent && environment.rules().absentMeansFailed()) {
      return new Verdict.Lost();
    }
    if (!environment
        .rules()
        .isConclusive(LogRules.Question.READ_BACK, base.asOf(), asked, answer.date())) {
      return verdictByList(base, record);
    }
    if (!(answer instanceof GetResult.Found found)) {
      return new Verdict.Undecided(base);
    }
    Id128 winner = RecordCodec.decode(key, found.bytes()).record().transaction();
    return winner.equals(record.record().transaction())
        ? committed(base, record, environment.rules().asOf(asked, found.date()))
        : new Verdict.Lost();
  }

  private Verdict committed(Snapshot base, RecordCodec.Encoded record, @Nullable Instant asOf) {
    RepositoryState after = loader.follow(base.state(), record);
    return new Verdict.Committed(log.publish(new Snapshot(after, asOf, base.listed())));
  }

  /**
   * Looks for the transaction in the log itself; a checkpoint alone says nothing about who is in
   * it.
   */
  private Verdict verdictByList(Snapshot base, RecordCodec.Encoded record) {
    Snapshot now = log.reload();
    long seq = record.record().seq();
    if (environment.rules().checkpointMeansLost() && now.state().base().seq() >= seq) {
      return new Verdict.Lost();
    }
    Optional<LogEntry> entry = log.entry(now.state(), seq);
    if (entry.isEmpty()) {
      return new Verdict.Undecided(now.state().seq() == base.state().seq() ? now : base);
    }
    return entry.get().transaction().equals(record.record().transaction())
        ? new Verdict.Committed(now)
        : new Verdict.Lost();
  }
}
