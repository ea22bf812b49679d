// Package srx cuts text by rules in SRX 2.0 (Segmentation Rules eXchange), the
// format in which translators' tools keep them.
//
// Start with [Parse], then [Document.Cutter] for a language, then
// [Cutter.Breaks]. As the standard, OmegaT and Okapi have it: at each place in
// the text the first rule that matches before and after it decides; with
// cascade="yes" the rules of all language patterns that match apply, in the
// order of the map, else those of the first alone. Language patterns match
// whatever the case. Of Okapi's own extensions one is read: with
// useIcu4jBreakRules, as its default file has it, Unicode's sentences (UAX 29)
// are cut where no rule says otherwise.
//
// Rules are written for ICU or Java; pattern.go says how they are read here.
// Matching backtracks, so a rule has a time to live: one that would never end is
// an error of type [*RuleError], not a hang.
package srx
