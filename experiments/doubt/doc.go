// Package doubt holds a proposal's answers against its words. A hurried "no"
// beside "we post it on Facebook" is a [Doubt]: the words, the risk they speak of
// and one question. A doubt never decides a door.
//
// What is known of the world stands in data/, for anyone to read: words that mean
// alike (a family) in English, Spanish and Polish, and what has to come together
// for a risk (a frame), once for all languages. Finding is pure, and linear in
// the length of the words.
package doubt
