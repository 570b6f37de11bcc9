package dev.mneme.events;

import dev.mneme.history.CommitChanges;
import java.util.List;

/** Something that happened to an agent's memory. */
public sealed interface Happening {
  /** What kind of thing it is. */
  EventType type();

  /** A commit is new on {@code main}. */
  record Committed(CommitChanges commit) implements Happening {
    @Override
    public EventType type() {
      return EventType.COMMIT;
    }
  }

  /** Something happened to a block. */
  sealed interface OfBlock extends Happening {
    /** Which block, as it is afterwards; one that is detached, as it was before. */
    ChangedBlock block();
  }

  /** A block came to be. */
  record Created(ChangedBlock block) implements OfBlock {
    @Override
    public EventType type() {
      return EventType.BLOCK_CREATED;
    }
  }

  /**
   * A block says something else.
   *
   * @param fields the names of those that changed, as REST has them
   */
  record Updated(ChangedBlock block, List<String> fields) implements OfBlock {
    public Updated {
      fields = List.copyOf(fields);
    }

    @Override
    public EventType type() {
      return EventType.BLOCK_UPDATED;
    }
  }

  /** A block has another label. */
  record Renamed(ChangedBlock block, String oldLabel) implements OfBlock {
    @Override
    public EventType type() {
      return EventType.BLOCK_RENAMED;
    }
  }

  /** A block that was there before is the agent's now. */
  record Attached(ChangedBlock block) implements OfBlock {
    @Override
    public EventType type() {
      return EventType.BLOCK_ATTACHED;
    }
  }

  /** A block is not the agent's any more. */
  record Detached(ChangedBlock block) implements OfBlock {
    @Override
    public EventType type() {
      return EventType.BLOCK_DETACHED;
    }
  }
}
