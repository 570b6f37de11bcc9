package dev.mneme.git.storage;

import dev.mneme.git.storage.SimulatedWork.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What is likely in a schedule. A profile makes little impossible; it lets what belongs together
 * happen together more often.
 *
 * @param nodes how many
 * @param steps of the scheduler, before it lets all come to rest
 * @param deletionAge how old a checkpoint must be before anything behind it is deleted
 * @param moves weight of each move of the scheduler
 * @param works weight of each kind of work
 * @param jumps weight of each jump of the store's clock
 */
record SimulationProfile(
    int nodes,
    int steps,
    Duration deletionAge,
    Map<Move, Integer> moves,
    Map<Kind, Integer> works,
    Map<Jump, Integer> jumps) {
  /** What the dates of two answers may differ by beyond the time between them. */
  static final Duration SKEW = Duration.ofMinutes(2);

  /** What the scheduler does next. */
  enum Move {
    GO_ON,
    START,
    CLOCK,
    TIME_OUT,
    LATE_EFFECT,
    PAUSE,
    CRASH,
    /** Somebody commits, makes a checkpoint and deletes behind it, while the others stand still. */
    CLEAN_UP,
    /** The same, while the others ask for the newest state every few minutes. */
    CLEAN_UP_SLOWLY,
    /** Somebody deletes the repository and gives it up long after, while the others stand still. */
    END
  }

  /** How far the store's clock goes at once. */
  enum Jump {
    SECONDS,
    MINUTES,
    BEYOND_TRUST,
    HALF_OF_DELETION_AGE,
    BEYOND_DELETION_AGE,
    DAYS,
    BEYOND_KEPT_CLOSED
  }

  /** The profile of a schedule. */
  static SimulationProfile of(long seed) {
    return switch ((int) Math.floorMod(seed, 9L)) {
      case 0 -> ghostly();
      case 1 -> trapping();
      case 2 -> tight();
      case 3 -> loading();
      case 4, 5 -> compacting();
      case 6 -> ending();
      default -> mixed();
    };
  }

  /** The profile of a schedule that is to find a known mistake. */
  static SimulationProfile trap(long seed) {
    return switch ((int) Math.floorMod(seed, 3L)) {
      case 0 -> trapping();
      case 1 -> tight();
      default -> loading();
    };
  }

  /** Everything now and then. */
  static SimulationProfile mixed() {
    Map<Move, Integer> moves =
        weights(Move.class, Map.of(Move.GO_ON, 100, Move.START, 30, Move.CLOCK, 10));
    moves.putAll(
        Map.of(
            Move.TIME_OUT, 5, Move.LATE_EFFECT, 4, Move.PAUSE, 3, Move.CRASH, 2, Move.CLEAN_UP, 1));
    moves.putAll(Map.of(Move.CLEAN_UP_SLOWLY, 0, Move.END, 0));
    Map<Kind, Integer> works =
        weights(Kind.class, Map.of(Kind.READ, 6, Kind.READ_PACKS, 3, Kind.WRITE, 10));
    works.putAll(
        Map.of(
            Kind.WRITE_ON_OLD, 6,
            Kind.COMPACT, 1,
            Kind.SWEEP_RECORD, 1,
            Kind.CHECKPOINT, 4,
            Kind.SWEEP, 4));
    works.putAll(Map.of(Kind.CLOSE, 0, Kind.REOPEN, 0, Kind.END, 0));
    Map<Jump, Integer> jumps =
        weights(Jump.class, Map.of(Jump.SECONDS, 8, Jump.MINUTES, 4, Jump.BEYOND_TRUST, 4));
    jumps.putAll(Map.of(Jump.HALF_OF_DELETION_AGE, 2, Jump.BEYOND_DELETION_AGE, 5, Jump.DAYS, 1));
    jumps.put(Jump.BEYOND_KEPT_CLOSED, 0);
    return new SimulationProfile(3, 160, LogRules.DELETION_AGE, moves, works, jumps);
  }

  /** Few nodes, much deletion, many late effects: what makes ghosts. */
  static SimulationProfile ghostly() {
    SimulationProfile mixed = mixed();
    Map<Move, Integer> moves = weights(Move.class, mixed.moves);
    moves.putAll(Map.of(Move.TIME_OUT, 10, Move.LATE_EFFECT, 10, Move.CLEAN_UP, 4));
    Map<Kind, Integer> works = weights(Kind.class, mixed.works);
    works.putAll(Map.of(Kind.SWEEP, 8, Kind.CHECKPOINT, 8, Kind.COMPACT, 0, Kind.SWEEP_RECORD, 0));
    Map<Jump, Integer> jumps = weights(Jump.class, mixed.jumps);
    jumps.putAll(Map.of(Jump.HALF_OF_DELETION_AGE, 0, Jump.DAYS, 0, Jump.BEYOND_DELETION_AGE, 10));
    return new SimulationProfile(2, 120, mixed.deletionAge, moves, works, jumps);
  }

  /** Packs in objects of their own, compacted and swept. */
  static SimulationProfile compacting() {
    SimulationProfile mixed = mixed();
    Map<Kind, Integer> works = weights(Kind.class, mixed.works);
    works.putAll(Map.of(Kind.COMPACT, 6, Kind.SWEEP_RECORD, 6, Kind.READ_PACKS, 6, Kind.SWEEP, 8));
    return new SimulationProfile(2, 140, mixed.deletionAge, mixed.moves, works, mixed.jumps);
  }

  /** Somebody deletes the repository, others take that back or give it up. */
  static SimulationProfile ending() {
    SimulationProfile ghostly = ghostly();
    Map<Kind, Integer> works = weights(Kind.class, ghostly.works);
    works.putAll(Map.of(Kind.CLOSE, 6, Kind.REOPEN, 6, Kind.END, 16, Kind.READ_PACKS, 6));
    Map<Jump, Integer> jumps = weights(Jump.class, ghostly.jumps);
    jumps.putAll(Map.of(Jump.DAYS, 2, Jump.BEYOND_KEPT_CLOSED, 6));
    Map<Move, Integer> moves = weights(Move.class, ghostly.moves);
    moves.putAll(Map.of(Move.CLEAN_UP, 1, Move.END, 1));
    return new SimulationProfile(3, 160, ghostly.deletionAge, moves, works, jumps);
  }

  /** Short, and somebody cleans up all the time while others are in the middle of something. */
  static SimulationProfile trapping() {
    SimulationProfile ghostly = ghostly();
    Map<Move, Integer> moves = weights(Move.class, ghostly.moves);
    moves.putAll(Map.of(Move.CLEAN_UP, 14, Move.TIME_OUT, 20, Move.LATE_EFFECT, 2));
    return new SimulationProfile(2, 60, ghostly.deletionAge, moves, ghostly.works, ghostly.jumps);
  }

  /** Writers that lose races, and somebody who cleans up while the others load a list. */
  static SimulationProfile loading() {
    SimulationProfile trapping = trapping();
    Map<Move, Integer> moves = weights(Move.class, trapping.moves);
    moves.putAll(Map.of(Move.CLEAN_UP, 2, Move.TIME_OUT, 25, Move.LATE_EFFECT, 0, Move.CRASH, 0));
    Map<Kind, Integer> works = weights(Kind.class, trapping.works);
    works.putAll(Map.of(Kind.WRITE_ON_OLD, 20, Kind.CHECKPOINT, 1, Kind.SWEEP, 1));
    Map<Jump, Integer> jumps = weights(Jump.class, trapping.jumps);
    jumps.putAll(Map.of(Jump.BEYOND_TRUST, 12, Jump.BEYOND_DELETION_AGE, 2));
    return new SimulationProfile(3, 80, trapping.deletionAge, moves, works, jumps);
  }

  /**
   * Names are given up as early as the rules allow: a node that asks every few minutes, and so
   * never lists, lives through it.
   */
  static SimulationProfile tight() {
    SimulationProfile ghostly = ghostly();
    Map<Jump, Integer> jumps = weights(Jump.class, ghostly.jumps);
    jumps.putAll(Map.of(Jump.MINUTES, 20, Jump.HALF_OF_DELETION_AGE, 4));
    Map<Kind, Integer> works = weights(Kind.class, mixed().works);
    works.putAll(Map.of(Kind.READ, 10, Kind.READ_PACKS, 10));
    Duration deletionAge = LogRules.TRUST.plus(SKEW).plusMinutes(2);
    Map<Move, Integer> moves = weights(Move.class, ghostly.moves);
    moves.put(Move.CLEAN_UP_SLOWLY, 4);
    return new SimulationProfile(2, 120, deletionAge, moves, works, jumps);
  }

  private static <K extends Enum<K>> Map<K, Integer> weights(Class<K> of, Map<K, Integer> weights) {
    Map<K, Integer> all = new EnumMap<>(of);
    all.putAll(weights);
    return all;
  }

  /** How long the objects of a state are sure to be there after it was asked for. */
  Duration patience() {
    return deletionAge.dividedBy(2).minus(SKEW);
  }

  Duration length(Jump jump, RandomGenerator random) {
    return switch (jump) {
      case SECONDS -> Duration.ofSeconds(random.nextInt(1, 20));
      case MINUTES -> Duration.ofSeconds(random.nextInt(120, 240));
      case BEYOND_TRUST -> LogRules.TRUST.plusSeconds(random.nextInt(60));
      case HALF_OF_DELETION_AGE -> deletionAge.dividedBy(2).plusSeconds(random.nextInt(-60, 60));
      case BEYOND_DELETION_AGE -> deletionAge.plusSeconds(random.nextInt(60, 600));
      case DAYS -> Duration.ofDays(random.nextInt(2, 6));
      case BEYOND_KEPT_CLOSED -> LogRules.KEPT_CLOSED.plusSeconds(random.nextInt(-60, 600));
    };
  }

  /** One of the keys, each as likely as its weight says. */
  static <K> K pick(Map<K, Integer> weights, RandomGenerator random) {
    int dice = random.nextInt(weights.values().stream().mapToInt(Integer::intValue).sum());
    for (Map.Entry<K, Integer> each : weights.entrySet()) {
      dice -= each.getValue();
      if (dice < 0) {
        return each.getKey();
      }
    }
    throw new IllegalArgumentException("no weights");
  }
}
