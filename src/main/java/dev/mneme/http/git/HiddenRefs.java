package dev.mneme.http.git;

import dev.mneme.git.Refs;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.Ref;

/** Keeps our own refs from clients. */
final class HiddenRefs {
  private HiddenRefs() {}

  static Map<String, Ref> without(Map<String, Ref> refs) {
    Map<String, Ref> shown = new HashMap<>(refs);
    shown.keySet().removeIf(name -> !isVisible(name));
    return shown;
  }

  static boolean isVisible(String ref) {
    return !ref.startsWith(Refs.HIDDEN);
  }
}
