package dev.mneme.git;

import java.util.Map;
import java.util.Optional;

/** Files by path, as one commit has them or is going to have them. */
public interface Tree {
  /** The ids of the contents of all regular files, by path, in order. */
  Map<String, GitId> files();

  /** The id of a file's content. */
  default Optional<GitId> file(String path) {
    return Optional.ofNullable(files().get(path));
  }

  /** The content with an id that {@link #files} gave. */
  byte[] read(GitId content);
}
