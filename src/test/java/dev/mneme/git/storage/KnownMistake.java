package dev.mneme.git.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Rules that look right and are not. Each is a mistake that the model of the protocol, a prototype
 * or this simulation has shown to lose commits, to serve stale states or to read what is not there.
 */
enum KnownMistake implements LogSimulation.RulesOfNode {
  /** What one knows is judged by its age before the question, not by the date of the answer. */
  JUDGED_BEFORE_THE_ANSWER,
  /** That there is no next record is always believed. */
  PROBES_ALWAYS_TRUSTED,
  /** That a create has made the record is always taken for a commit: the name may be a used one. */
  NO_FENCE_AFTER_THE_CREATE,
  /** Whose record stands at a name is always believed: it may be a ghost. */
  READ_BACK_ALWAYS_TRUSTED,
  /** What a list has shown is loaded however long that takes. */
  LOADED_HOWEVER_LATE,
  /** Clocks of nodes in the place of the store's: they stand still while a machine is paused. */
  CLOCKS_OF_NODES,
  /** A record goes when it is old itself, though the checkpoint that covers it is young. */
  AGE_OF_THE_RECORD,
  /** A record goes as soon as a checkpoint covers it. */
  DELETED_AT_ONCE,
  /** A checkpoint at or beyond a seq is taken for the proof that one's own record has lost. */
  CHECKPOINT_MEANS_LOST,
  /** A record that is not there after a time-out is taken for one that never will be. */
  ABSENT_MEANS_FAILED,
  /** The records after the old tip are followed though a list shows a newer checkpoint. */
  FOLLOWED_ACROSS_A_CHECKPOINT,
  /** Packs that no record names go when they are old. */
  PACKS_SWEPT_BY_AGE,
  /** A state that probes keep fresh is never listed again. */
  NEVER_LISTED_AGAIN,
  /** A closed log is given up as soon as somebody looks. */
  GIVEN_UP_TOO_EARLY,
  /** What is in a closed log is deleted when its time is over, without a record that says so. */
  DELETED_WITHOUT_A_RECORD;

  /** What is likely in a schedule that is to find it. */
  SimulationProfile profile(long seed) {
    return switch (this) {
      case GIVEN_UP_TOO_EARLY, DELETED_WITHOUT_A_RECORD -> SimulationProfile.ending();
      default -> SimulationProfile.trap(seed);
    };
  }

  @Override
  public boolean recordsTheSweep() {
    return this != DELETED_WITHOUT_A_RECORD;
  }

  @Override
  public LogRules of(Duration deletionAge, InstantSource clock) {
    return switch (this) {
      case JUDGED_BEFORE_THE_ANSWER -> new JudgedBeforeTheAnswer(deletionAge);
      case PROBES_ALWAYS_TRUSTED -> new Trusting(deletionAge, LogRules.Question.PROBE);
      case NO_FENCE_AFTER_THE_CREATE -> new Trusting(deletionAge, LogRules.Question.CREATE);
      case READ_BACK_ALWAYS_TRUSTED -> new Trusting(deletionAge, LogRules.Question.READ_BACK);
      case LOADED_HOWEVER_LATE -> new Trusting(deletionAge, LogRules.Question.LOAD);
      case CLOCKS_OF_NODES -> new ClockOfNode(deletionAge, clock);
      case AGE_OF_THE_RECORD -> new AgeOfTheRecord(deletionAge);
      case DELETED_AT_ONCE -> new DeletedAtOnce(deletionAge);
      case CHECKPOINT_MEANS_LOST -> new CheckpointMeansLost(deletionAge);
      case ABSENT_MEANS_FAILED -> new AbsentMeansFailed(deletionAge);
      case FOLLOWED_ACROSS_A_CHECKPOINT -> new FollowedAcross(deletionAge);
      case PACKS_SWEPT_BY_AGE -> new PacksSweptByAge(deletionAge);
      case NEVER_LISTED_AGAIN -> new NeverListedAgain(deletionAge);
      case GIVEN_UP_TOO_EARLY -> new GivenUpTooEarly(deletionAge);
      case DELETED_WITHOUT_A_RECORD -> new LogRules(LogRules.TRUST, deletionAge);
    };
  }

  private static final class JudgedBeforeTheAnswer extends LogRules {
    JudgedBeforeTheAnswer(Duration deletionAge) {
      super(TRUST, deletionAge);
    }

    @Override
    boolean isConclusive(
        Question question, @Nullable Instant asOf, Instant asked, @Nullable Instant answered) {
      return asOf != null && !asked.isAfter(asOf.plus(TRUST));
    }

    @Override
    boolean hasItsObjects(@Nullable Instant listed, @Nullable Instant answered) {
      return true;
    }
  }

  private static final class Trusting extends LogRules {
    private final Question trusted;

    Trusting(Duration deletionAge, Question trusted) {
      super(TRUST, deletionAge);
      this.trusted = trusted;
    }

    @Override
    boolean isConclusive(
        Question question, @Nullable Instant asOf, Instant asked, @Nullable Instant answered) {
      return question == trusted || super.isConclusive(question, asOf, asked, answered);
    }

    @Override
    boolean hasItsObjects(@Nullable Instant listed, @Nullable Instant answered) {
      return trusted == Question.PROBE || super.hasItsObjects(listed, answered);
    }
  }

  private static final class ClockOfNode extends LogRules {
    private final InstantSource clock;

    ClockOfNode(Duration deletionAge, InstantSource clock) {
      super(TRUST, deletionAge);
      this.clock = clock;
    }

    @Override
    boolean isConclusive(
        Question question, @Nullable Instant asOf, Instant asked, @Nullable Instant answered) {
      return super.isConclusive(question, asOf, asked, clock.instant());
    }

    @Override
    @Nullable Instant asOf(Instant asked, @Nullable Instant answered) {
      return asked;
    }

    @Override
    boolean hasItsObjects(@Nullable Instant listed, @Nullable Instant answered) {
      return super.hasItsObjects(listed, clock.instant());
    }
  }

  private static final class AgeOfTheRecord extends LogRules {
    AgeOfTheRecord(Duration deletionAge) {
      super(TRUST, deletionAge);
    }

    @Override
    boolean mayDeleteRecord(long seq, Instant created, Collection<Seen> checkpoints, Instant now) {
      return isOld(created, now) && checkpoints.stream().anyMatch(c -> c.seq() >= seq);
    }
  }

  private static final class DeletedAtOnce extends LogRules {
    DeletedAtOnce(Duration deletionAge) {
      super(TRUST, deletionAge);
    }

    @Override
    boolean mayDeleteRecord(long seq, Instant created, Collection<Seen> checkpoints, Instant now) {
      return checkpoints.stream().anyMatch(c -> c.seq() >= seq);
    }
  }

  private static final class CheckpointMeansLost extends LogRules {
    CheckpointMeansLost(Duration deletionAge) {
      super(TRUST, deletionAge);
    }

    @Override
    boolean checkpointMeansLost() {
      return true;
    }
  }

  private static final class AbsentMeansFailed extends LogRules {
    AbsentMeansFailed(Duration deletionAge) {
      super(TRUST, deletionAge);
    }

    @Override
    boolean absentMeansFailed() {
      return true;
    }
  }

  private static final class FollowedAcross extends LogRules {
    FollowedAcross(Duration deletionAge) {
      super(TRUST, deletionAge);
    }

    @Override
    boolean mayFollowAcrossCheckpoint() {
      return true;
    }
  }

  private static final class PacksSweptByAge extends LogRules {
    PacksSweptByAge(Duration deletionAge) {
      super(TRUST, deletionAge);
    }

    @Override
    boolean mayDeletePack(long tipSeq, Instant created, long packFloor, Instant now) {
      return isOld(created, now);
    }
  }

  private static final class NeverListedAgain extends LogRules {
    NeverListedAgain(Duration deletionAge) {
      super(TRUST, deletionAge);
    }

    @Override
    boolean hasItsObjects(@Nullable Instant listed, @Nullable Instant answered) {
      return true;
    }
  }

  private static final class GivenUpTooEarly extends LogRules {
    GivenUpTooEarly(Duration deletionAge) {
      super(TRUST, deletionAge);
    }

    @Override
    boolean mayGiveUp(Instant closed, Instant now) {
      return true;
    }
  }
}
