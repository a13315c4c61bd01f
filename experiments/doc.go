// Package experiments keeps what teams try: proposals, their revisions, the
// door each one stands before, and the life from draft to conclusion.
//
// A proposal that is submitted becomes a revision: immutable, numbered, and
// judged by the door policy (package door). A two-way door starts at once. A
// one-way door has requirements, one for each closed gate; whoever reviews sets
// them, and a start reads them inside its own transaction. This package does
// not know reviews.
//
// Every use case is one transaction that writes state, revision and event
// together. Guards stand in SQL, so they hold in a race.
package experiments
