package dev.mneme.memory;

import java.util.List;
import java.util.random.RandomGenerator;

/** Names for agents to which nobody gave one. */
final class RandomNames {
  private static final List<String> FIRST =
      List.of(
          "Amber", "Brisk", "Calm", "Deft", "Early", "Fair", "Gentle", "Honest", "Keen", "Lucid",
          "Mellow", "Nimble", "Patient", "Quiet", "Ready", "Steady", "Tidy", "Warm");
  private static final List<String> SECOND =
      List.of(
          "Alder", "Beacon", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Harbor", "Island",
          "Juniper", "Kestrel", "Lantern", "Meadow", "Orchard", "Pebble", "River", "Sparrow",
          "Willow");

  private final RandomGenerator random;

  RandomNames(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    return FIRST.get(random.nextInt(FIRST.size())) + SECOND.get(random.nextInt(SECOND.size()));
  }
}
