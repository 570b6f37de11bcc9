package dev.mneme.git;

import dev.mneme.history.Commit;
import dev.mneme.history.Message;
import java.util.Arrays;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** Commits as values. */
final class Commits {
  private Commits() {}

  /** What a commit says; its body must be there. */
  static Commit of(RevCommit commit) {
    PersonIdent author = commit.getAuthorIdent();
    return new Commit(
        commit.name(),
        Arrays.stream(commit.getParents()).map(AnyObjectId::name).toList(),
        Message.parse(commit.getFullMessage()),
        author.getName(),
        author.getEmailAddress(),
        commit.getCommitterIdent().getWhenAsInstant());
  }
}
