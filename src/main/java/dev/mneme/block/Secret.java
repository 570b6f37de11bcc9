package dev.mneme.block;

/**
 * A place in a text that looks like a secret. It does not hold the secret itself.
 *
 * @param line in the text, the first is 1
 * @param rule the id of the rule that knows it, for example {@code secrets/aws-access-key}
 * @param name as it ends the sentence "looks like …"
 */
public record Secret(int line, String rule, String name) {}
