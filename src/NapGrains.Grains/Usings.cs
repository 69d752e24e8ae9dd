// Texts by BCP 47 language tag, e.g. az and en.
global using Texts = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;
