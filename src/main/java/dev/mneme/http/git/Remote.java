package dev.mneme.http.git;

import dev.mneme.git.MemoryRepository;
import dev.mneme.memory.Push;

/** The repository that a request of git is about, as its caller may use it. */
interface Remote {

  /** For a clone or a fetch. */
  MemoryRepository forFetch();

  /** For a push. */
  MemoryRepository forPush();

  /** Begins a push. */
  Push begin(boolean allowSecrets);

  /** Where a commit can be looked at. */
  String linkTo(String commit);

  /** What it is called in sentences. */
  String name();
}
