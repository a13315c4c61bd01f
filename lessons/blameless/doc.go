// Package blameless finds words that blame in English, Spanish and Polish, and asks
// a better question instead: what made this the sensible thing to do then?
//
// What is known of the world stands in data/, for anyone to read: words that mean
// alike, names, and the questions. A small model, taught from examples/ by
//
//	go run ./lessons/blameless/train
//
// weighs which of them come together in a sentence. Checking is pure, and linear in
// the length of the text.
package blameless
