package dev.mneme.git;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of {@code main} as a change would make them, before anything is stored. */
public final class EditedTree implements Tree {
  private final MemoryView base;
  private final Map<String, GitId> files;
  private final Map<GitId, byte[]> contents = new HashMap<>();

  /**
   * @param changes what is to be by path; empty means that the file is removed
   */
  public EditedTree(MemoryView base, Map<String, Optional<NewFile>> changes) {
    this.base = base;
    Map<String, GitId> edited = new TreeMap<>(base.files());
    changes.forEach((path, file) -> {
      if (file.isPresent()) {
        edited.put(path, file.get().content());
      } else {
        edited.remove(path);
      }
    });
    this.files = Collections.unmodifiableMap(edited);
    changes.values().forEach(file -> file.ifPresent(this::remember));
  }

  private void remember(NewFile file) {
    byte[] bytes = file.bytes();
    if (bytes != null) {
      contents.put(file.content(), bytes);
    }
  }

  @Override
  public Map<String, GitId> files() {
    return files;
  }

  @Override
  public byte[] read(GitId content) {
    byte[] own = contents.get(content);
    return own == null ? base.read(content) : own;
  }
}
