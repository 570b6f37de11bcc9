package dev.mneme.git.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * When an answer of the store may be believed, and when a name may be given up: the model-checked
 * core of the log.
 *
 * <p>A record's name that answers "not there" means "not yet written" only if it cannot already
 * have been deleted behind a checkpoint. Deletion waits {@link #DELETION_AGE} by the store's clock;
 * knowledge is trusted for {@link #TRUST} by that same clock, judged by the date of the answer.
 * Nothing is decided on an age measured before the answer, nor on a node's own clock, which stands
 * still while a machine is suspended.
 *
 * <p>The methods are not final so that the simulation can put each known mistake in the place of a
 * rule and show that it is found.
 */
class LogRules {
  /** How long after a tip was known to be the newest an answer about the next name is believed. */
  static final Duration TRUST = Duration.ofMinutes(5);

  /** How old a checkpoint must be before anything behind it is deleted. */
  static final Duration DELETION_AGE = Duration.ofHours(24);

  /** How long what is in a closed log is kept at least. */
  static final Duration KEPT_CLOSED = Duration.ofDays(30);

  private final Duration trust;
  private final Duration deletionAge;

  /** The rules with the periods that all nodes of a store share. */
  LogRules() {
    this(TRUST, DELETION_AGE);
  }

  /**
   * The rules with other periods.
   *
   * @param deletionAge longer than {@code trust} and what the store's dates differ by
   */
  LogRules(Duration trust, Duration deletionAge) {
    this.trust = trust;
    this.deletionAge = deletionAge;
  }

  /**
   * Whether an answer about the name after a tip, or about a name seen in a list, can be taken at
   * its word.
   *
   * @param question what was asked; the rule is the same for all, the known mistakes are not
   * @param asOf the store's time at which the tip was known to be the newest, or at which the list
   *     was given
   * @param asked the node's own time at which the question was asked; not used: see the class
   * @param answered the store's time of the answer
   */
  boolean isConclusive(
      Question question, @Nullable Instant asOf, Instant asked, @Nullable Instant answered) {
    return asOf != null
        && answered != null
        && !answered.isBefore(asOf)
        && !answered.isAfter(asOf.plus(trust));
  }

  /** What the store's time of an answer says about when a tip was known to be the newest. */
  @Nullable Instant asOf(Instant asked, @Nullable Instant answered) {
    return answered;
  }

  /**
   * Whether a state may be handed to another request: what it refers to has not been deleted, nor
   * will be for as long as a request can take.
   *
   * <p>A checkpoint that lets something go is younger than the list that did not show it. Probes
   * alone would keep a state for ever that reads from objects long gone, and worse, from ghosts
   * that came late under their names.
   *
   * @param listed the store's time of the list that the state was loaded by
   */
  boolean hasItsObjects(@Nullable Instant listed, @Nullable Instant answered) {
    return listed != null
        && answered != null
        && !answered.isAfter(listed.plus(deletionAge.dividedBy(2)));
  }

  /**
   * Whether the records after a known tip may be followed although a list shows a newer checkpoint.
   */
  boolean mayFollowAcrossCheckpoint() {
    return false;
  }

  /**
   * Whether a record that is not there after an unanswered create was never written. It may still
   * be on its way.
   */
  boolean absentMeansFailed() {
    return false;
  }

  /**
   * Whether a checkpoint at or beyond a seq tells that the transaction one tried to put there has
   * lost.
   */
  boolean checkpointMeansLost() {
    return false;
  }

  /**
   * Whether a record may be deleted.
   *
   * @param created when the record was created; not used: a young checkpoint behind which an old
   *     record lies proves nothing about who still believes in that record's name
   * @param checkpoints all that are there
   * @param now the store's time
   */
  boolean mayDeleteRecord(long seq, Instant created, Collection<Seen> checkpoints, Instant now) {
    return checkpoints.stream().anyMatch(c -> c.seq() >= seq && isOld(c.created(), now));
  }

  /** Whether a checkpoint may be deleted: one beyond it is itself old enough. */
  boolean mayDeleteCheckpoint(long seq, Collection<Seen> checkpoints, Instant now) {
    return checkpoints.stream().anyMatch(c -> c.seq() > seq && isOld(c.created(), now));
  }

  /**
   * Whether an external pack that nothing refers to may be deleted: a record has said so, whatever
   * its age.
   *
   * @param tipSeq the seq of its uploader's state, as its name says
   * @param packFloor of the newest checkpoint that is old enough
   */
  boolean mayDeletePack(long tipSeq, Instant created, long packFloor, Instant now) {
    return tipSeq < packFloor;
  }

  /**
   * Whether what is in a closed log may be given up: people have had the time to change their
   * minds.
   *
   * @param closed the store's time at which it was closed
   * @param now the store's time
   */
  boolean mayGiveUp(Instant closed, Instant now) {
    return closed.plus(KEPT_CLOSED).isBefore(now);
  }

  /** Whether all have forgotten what was there before a checkpoint of this date. */
  boolean isOld(Instant created, Instant now) {
    return created.plus(deletionAge).isBefore(now);
  }

  /** What an answer is judged for. */
  enum Question {
    /** Is there a record after the tip? */
    PROBE,
    /** Did this call create the record? */
    CREATE,
    /** Whose record is there? */
    READ_BACK,
    /** What does an object hold that a list has shown? */
    LOAD
  }

  /** A checkpoint in a list, with its date. */
  record Seen(long seq, Instant created) {}
}
