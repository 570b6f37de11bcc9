package dev.mneme.promises;

import java.util.List;

/** Somebody who writes one block of an agent on two servers, and says what he was promised. */
interface Client {

  /** Writes once more, and judges the answer. */
  void step();

  /** The commits that he was told are made. */
  List<String> acknowledgedCommits();

  /** What he knows of the block. */
  KnownBlock block();
}
