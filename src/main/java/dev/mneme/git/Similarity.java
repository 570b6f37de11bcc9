package dev.mneme.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jgit.diff.SimilarityIndex;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectLoader;

/** How much of a text is found in another one, as git's rename detection measures it. */
public final class Similarity {
  private Similarity() {}

  /** Returns 0 for nothing in common up to 100 for the same lines. */
  public static int percent(byte[] a, byte[] b) {
    try {
      return index(a).score(index(b), 100);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    } catch (SimilarityIndex.TableFullException e) {
      return 0;
    }
  }

  private static SimilarityIndex index(byte[] text)
      throws IOException, SimilarityIndex.TableFullException {
    return SimilarityIndex.create(new ObjectLoader.SmallObject(Constants.OBJ_BLOB, text));
  }
}
