package dev.mneme.block;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is judged of a change as a whole. */
final class TreeRules {
  private TreeRules() {}

  /**
   * Judges.
   *
   * @param added the paths at which there was nothing before
   */
  static void judge(Set<String> added, TreeFacts tree, Findings findings) {
    tree.complaints().forEach(complaint -> judgeComplaint(complaint, findings));
    judgeSizes(tree, findings);
    if (!added.isEmpty()) {
      judgeClashes(added, tree.paths(), findings);
    }
  }

  private static void judgeComplaint(String complaint, Findings findings) {
    String problem = "git's own check refuses an object: " + Shown.of(complaint);
    findings.add(Rule.FSCK, "", problem, "Run git fsck, and make the commit again");
  }

  private static void judgeSizes(TreeFacts tree, Findings findings) {
    ContentLimits limits = findings.limits();
    if (tree.files() > limits.files()) {
      findings.add(
          Rule.TREE_SIZE,
          "",
          "%s files or more, or folders without end; a memory repository may have %s files"
              .formatted(Shown.count(tree.files()), Shown.count(limits.files())),
          "Remove some of them");
    }
    if (tree.packBytes() > limits.packBytes()) {
      findings.add(
          Rule.PACK_SIZE,
          "",
          "a pack of %s bytes; a push may have %s"
              .formatted(Shown.count(tree.packBytes()), Shown.count(limits.packBytes())),
          "Push fewer commits at a time, or smaller files");
    }
  }

  /** Folders clash as files do: {@code System/a.md} and {@code system/b.md} are in one on macOS. */
  private static void judgeClashes(Set<String> added, Collection<String> paths, Findings findings) {
    Spellings spellings = new Spellings();
    paths.stream()
        .filter(path -> !added.contains(path))
        .forEach(path -> forEachPrefix(path, spellings::put));
    added.forEach(path -> judgeClash(path, spellings, findings));
  }

  private static void judgeClash(String path, Spellings spellings, Findings findings) {
    forEachPrefix(
        path,
        prefix -> {
          String other = spellings.putIfAbsent(prefix);
          if (other != null && !other.equals(prefix)) {
            findings.add(
                Rule.PATH_CLASH,
                path,
                "%s and %s differ only in case or Unicode normalisation"
                    .formatted(Shown.of(prefix), Shown.of(other)),
                "Give one of them another name: many disks cannot hold both");
          }
        });
  }

  /** The path and every folder on the way to it. */
  private static void forEachPrefix(String path, Consumer<String> action) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      action.accept(path.substring(0, slash));
    }
    action.accept(path);
  }

  /** How each path is spelled that a disk may take for another. */
  private static final class Spellings {
    private final Map<String, String> byFolded = new HashMap<>();

    /** Ten thousand files in folders a hundred deep have the same folders ten thousand times. */
    private final Map<String, String> folded = new HashMap<>();

    void put(String path) {
      byFolded.put(fold(path), path);
    }

    @Nullable String putIfAbsent(String path) {
      return byFolded.putIfAbsent(fold(path), path);
    }

    private String fold(String path) {
      return folded.computeIfAbsent(path, TreeRules::folded);
    }
  }

  private static String folded(String path) {
    String decomposed = Normalizer.normalize(path, Normalizer.Form.NFD);
    String cased = decomposed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(cased, Normalizer.Form.NFC);
  }
}
