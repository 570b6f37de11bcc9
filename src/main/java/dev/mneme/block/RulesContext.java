package dev.mneme.block;

/**
 * Under which conditions a change is judged.
 *
 * @param allowSecrets whether the caller has asked to let secrets through, which standard mode does
 */
public record RulesContext(
    RulesMode mode, Door door, Scope scope, boolean allowSecrets, ContentLimits limits) {

  /** A push to {@code main} of an agent's memory, or a REST write there, without any override. */
  public static RulesContext of(RulesMode mode, Door door) {
    return new RulesContext(mode, door, Scope.MEMORY, false, ContentLimits.DEFAULT);
  }

  /** The same for a branch under other rules. */
  public RulesContext withScope(Scope newScope) {
    return new RulesContext(mode, door, newScope, allowSecrets, limits);
  }

  /** The same where the caller has asked to let secrets through, or has not. */
  public RulesContext withSecretsAllowed(boolean allowed) {
    return new RulesContext(mode, door, scope, allowed, limits);
  }

  /** The same with other limits. */
  public RulesContext withLimits(ContentLimits newLimits) {
    return new RulesContext(mode, door, scope, allowSecrets, newLimits);
  }
}
