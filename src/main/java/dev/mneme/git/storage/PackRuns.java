package dev.mneme.git.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The packs of a state as JGit is shown them: those of sixteen records that follow each other as
 * one, once there are later ones. So JGit has a few packs to look into, however long the tail is.
 *
 * <p>Keeps the runs that it has made for as long as they are in the states that are asked for.
 */
final class PackRuns {
  /** Sixteen records share the first 60 bits of their seq. */
  private static final int RUN_BITS = 4;

  private volatile Served newest = new Served(List.of(), List.of(), Map.of());

  private record Served(
      List<StoredPack> of, List<ServedPack> packs, Map<StoredPack, PackRun> byFirst) {}

  /** The packs to show for those of a state. */
  List<ServedPack> of(List<StoredPack> packs) {
    Served known = newest;
    if (!known.of.equals(packs)) {
      known = serve(packs, known.byFirst);
      newest = known;
    }
    return known.packs;
  }

  private static Served serve(List<StoredPack> packs, Map<StoredPack, PackRun> made) {
    List<ServedPack> served = new ArrayList<>();
    Map<StoredPack, PackRun> runs = new HashMap<>();
    int end;
    for (int start = 0; start < packs.size(); start = end) {
      end = endOfGroup(packs, start);
      List<StoredPack> group = packs.subList(start, end);
      if (group.size() == 1 || end == packs.size()) {
        served.addAll(group);
      } else {
        PackRun run = run(group, made);
        runs.put(group.getFirst(), run);
        served.add(run);
      }
    }
    return new Served(packs, List.copyOf(served), runs);
  }

  private static int endOfGroup(List<StoredPack> packs, int start) {
    int end = start + 1;
    while (end < packs.size() && areTogether(packs.get(start), packs.get(end))) {
      end++;
    }
    return end;
  }

  private static boolean areTogether(StoredPack one, StoredPack other) {
    return one.isOfRecord()
        && other.isOfRecord()
        && one.seq() >>> RUN_BITS == other.seq() >>> RUN_BITS;
  }

  private static PackRun run(List<StoredPack> group, Map<StoredPack, PackRun> made) {
    PackRun known = made.get(group.getFirst());
    return known != null && known.isOf(group) ? known : new PackRun(group);
  }
}
