package dev.mneme.block;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may stand where. */
final class PathRules {
  private PathRules() {}

  static void judge(ChangedFile file, Findings findings) {
    if (file.after() == null) {
      return;
    }
    Optional<String> problem = TreePath.problem(file.path());
    problem.ifPresent(text ->
        findings.add(Rule.UNSAFE_PATH, file.path(), "not a safe path: " + text, "Rename the file"));
    judgeKind(file.path(), file.after(), findings);
    if (Label.isFlatSkill(file.path())) {
      judgeFlatSkill(file.path(), findings);
    }
  }

  private static void judgeKind(String path, @Nullable FileContent content, Findings findings) {
    switch (content) {
      case FileContent.SymbolicLink link ->
          findings.add(
              Rule.SYMBOLIC_LINK,
              path,
              "a symbolic link, which could lead out of the repository",
              "Commit the file it leads to instead");
      case FileContent.Submodule submodule ->
          findings.add(
              Rule.SUBMODULE,
              path,
              "a submodule, which nobody could clone from here",
              "Commit its files instead");
      case FileContent.Text text -> {}
      case FileContent.NotText notText -> {}
      case FileContent.Oversized oversized -> {}
      case null -> {}
    }
  }

  private static void judgeFlatSkill(String path, Findings findings) {
    String folder = path.substring(0, path.length() - Label.SUFFIX.length());
    findings.add(
        Rule.FLAT_SKILL,
        path,
        "a skill must be a folder, so this file is no block",
        "Move it to %s/SKILL.md".formatted(Shown.of(folder)));
  }
}
