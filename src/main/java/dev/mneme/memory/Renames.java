package dev.mneme.memory;

import dev.mneme.git.Similarity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which files that are new are old ones under another path, as git tells it: the same body, else at
 * least half of it in common; one old path for one new one.
 */
final class Renames {
  private static final int MIN_PERCENT = 50;

  /** More pairs than this are not compared, as in git: each costs a look at both texts. */
  private static final int MAX_PAIRS = 40_000;

  private static final Comparator<Match> BEST_FIRST =
      Comparator.comparingInt((Match match) -> -match.percent())
          .thenComparing(match -> !name(match.from()).equals(name(match.to())))
          .thenComparing(Match::from)
          .thenComparing(Match::to);

  private Renames() {}

  private record Match(String from, String to, int percent) {}

  /**
   * Finds the renames.
   *
   * @param gone bodies of files that are not there any more, by path
   * @param added bodies of new files, by path
   * @return old paths by new ones
   */
  static Map<String, String> find(Map<String, String> gone, Map<String, String> added) {
    Map<String, String> renames = new LinkedHashMap<>();
    takeBest(same(gone, added), renames);
    Map<String, String> goneStill = new TreeMap<>(gone);
    goneStill.keySet().removeAll(renames.values());
    Map<String, String> addedStill = new TreeMap<>(added);
    addedStill.keySet().removeAll(renames.keySet());
    if ((long) goneStill.size() * addedStill.size() <= MAX_PAIRS) {
      takeBest(similar(goneStill, addedStill), renames);
    }
    return renames;
  }

  private static void takeBest(List<Match> matches, Map<String, String> renames) {
    matches.sort(BEST_FIRST);
    Set<String> taken = new HashSet<>(renames.values());
    for (Match match : matches) {
      if (!renames.containsKey(match.to()) && taken.add(match.from())) {
        renames.put(match.to(), match.from());
      }
    }
  }

  /**
   * Of equal bodies, those of the same file name first, then in order: not every old one with every
   * new one.
   */
  private static List<Match> same(Map<String, String> gone, Map<String, String> added) {
    Map<String, List<String>> byBody = new LinkedHashMap<>();
    gone.forEach((path, body) -> byBody.computeIfAbsent(body, b -> new ArrayList<>()).add(path));
    List<Match> matches = new ArrayList<>();
    added.forEach((to, body) -> {
      List<String> candidates = byBody.getOrDefault(body, List.of());
      candidates.stream()
          .filter(from -> name(from).equals(name(to)))
          .findFirst()
          .or(() -> candidates.stream().findFirst())
          .ifPresent(from -> {
            candidates.remove(from);
            matches.add(new Match(from, to, 100));
          });
    });
    return matches;
  }

  private static List<Match> similar(Map<String, String> gone, Map<String, String> added) {
    List<Match> matches = new ArrayList<>();
    for (String from : gone.keySet()) {
      byte[] was = bytes(Objects.requireNonNull(gone.get(from)));
      for (String to : added.keySet()) {
        int percent = Similarity.percent(was, bytes(Objects.requireNonNull(added.get(to))));
        if (percent >= MIN_PERCENT) {
          matches.add(new Match(from, to, percent));
        }
      }
    }
    return matches;
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
