package dev.mneme.git.storage;

import dev.mneme.git.storage.SimulationCoverage.Event;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Passes every question on and counts how it was answered. */
final class CountingRules extends LogRules {
  private final LogRules rules;
  private final SimulationCoverage coverage;

  CountingRules(LogRules rules, SimulationCoverage coverage) {
    this.rules = rules;
    this.coverage = coverage;
  }

  @Override
  boolean isConclusive(
      Question question, @Nullable Instant asOf, Instant asked, @Nullable Instant answered) {
    boolean conclusive = rules.isConclusive(question, asOf, asked, answered);
    coverage.count(
        switch (question) {
          case PROBE -> conclusive ? Event.PROBE_CONCLUSIVE : Event.PROBE_INCONCLUSIVE;
          case CREATE -> conclusive ? Event.CREATE_CONCLUSIVE : Event.CREATE_INCONCLUSIVE;
          case READ_BACK -> conclusive ? Event.READ_BACK_CONCLUSIVE : Event.READ_BACK_INCONCLUSIVE;
          case LOAD -> conclusive ? Event.LOAD_CONCLUSIVE : Event.LOAD_INCONCLUSIVE;
        });
    return conclusive;
  }

  @Override
  @Nullable Instant asOf(Instant asked, @Nullable Instant answered) {
    return rules.asOf(asked, answered);
  }

  @Override
  boolean hasItsObjects(@Nullable Instant listed, @Nullable Instant answered) {
    boolean has = rules.hasItsObjects(listed, answered);
    if (!has) {
      coverage.count(Event.LISTED_LONG_AGO);
    }
    return has;
  }

  @Override
  boolean isOld(Instant created, Instant now) {
    return rules.isOld(created, now);
  }

  @Override
  boolean mayFollowAcrossCheckpoint() {
    return rules.mayFollowAcrossCheckpoint();
  }

  @Override
  boolean absentMeansFailed() {
    return rules.absentMeansFailed();
  }

  @Override
  boolean checkpointMeansLost() {
    return rules.checkpointMeansLost();
  }

  @Override
  boolean mayDeleteRecord(long seq, Instant created, Collection<Seen> checkpoints, Instant now) {
    return rules.mayDeleteRecord(seq, created, checkpoints, now);
  }

  @Override
  boolean mayDeleteCheckpoint(long seq, Collection<Seen> checkpoints, Instant now) {
    return rules.mayDeleteCheckpoint(seq, checkpoints, now);
  }

  @Override
  boolean mayGiveUp(Instant closed, Instant now) {
    return rules.mayGiveUp(closed, now);
  }

  @Override
  boolean mayDeletePack(long tipSeq, Instant created, long packFloor, Instant now) {
    return rules.mayDeletePack(tipSeq, created, packFloor, now);
  }
}
