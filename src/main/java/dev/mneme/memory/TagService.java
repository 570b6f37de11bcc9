package dev.mneme.memory;

import java.util.List;

/** The tags of all agents and blocks. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class TagService {
  TagService() {}

  /** The tags that a query asks for, each once. */
  public List<String> list(TagQuery query) {
    throw new UnsupportedOperationException("not yet");
  }
}
