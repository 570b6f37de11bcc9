package dev.mneme.history;

import java.util.List;

/**
 * A part of a history.
 *
 * @param commits newest first
 * @param hasMore whether older ones would follow
 */
public record HistoryPage(List<CommitChanges> commits, boolean hasMore) {
  public HistoryPage {
    commits = List.copyOf(commits);
  }
}
