// Command vectors is the first step of rebuilding the word vectors: it reads
// "language<tab>word" lines and writes the words with their stems, as the program
// itself makes them, and how likely each word is.
//
// The likelihood is that of the best segmentation under a unigram model of word
// pieces (Kudo, Subword Regularization, 2018), whose pieces and logarithms are read
// from the file named by the argument: a frequency list that needs no other source.
package main

import (
	"bufio"
	"fmt"
	"log"
	"math"
	"os"
	"strconv"
	"strings"

	"ajar/internal/text"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: vectors pieces.tsv <words.tsv >stems.tsv")
	}
	pieces, err := read(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	in, out := bufio.NewScanner(os.Stdin), bufio.NewWriter(os.Stdout)
	for in.Scan() {
		language, word, _ := strings.Cut(in.Text(), "\t")
		tokens := text.Tokens(word)
		if len(tokens) != 1 || text.IsStop(language, tokens[0]) {
			continue
		}
		_, err := fmt.Fprintf(out, "%s\t%s\t%s\t%.3f\n", language, text.Stem(language, tokens[0]), word, pieces.likelihood(word))
		if err != nil {
			log.Fatal(err)
		}
	}
	if err := in.Err(); err != nil {
		log.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
}

// pieces are the logarithms of how likely each piece of a word is.
type pieces struct {
	log     map[string]float64
	longest int // in bytes
	unknown float64
}

func read(path string) (pieces, error) {
	p := pieces{log: map[string]float64{}}
	f, err := os.Open(path)
	if err != nil {
		return p, err
	}
	defer f.Close()
	for in := bufio.NewScanner(f); in.Scan(); {
		piece, value, _ := strings.Cut(in.Text(), "\t")
		if p.log[piece], err = strconv.ParseFloat(value, 64); err != nil {
			return p, err
		}
		p.longest, p.unknown = max(p.longest, len(piece)), min(p.unknown, p.log[piece]-10)
	}
	return p, nil
}

// wordStart is how SentencePiece marks the beginning of a word.
const wordStart = "▁"

// likelihood is the logarithm for the word's best segmentation.
func (p pieces) likelihood(word string) float64 {
	word = wordStart + word
	best := make([]float64, len(word)+1)
	for end := 1; end <= len(word); end++ {
		best[end] = math.Inf(-1)
		for start := max(0, end-p.longest); start < end; start++ {
			if value, ok := p.log[word[start:end]]; ok {
				best[end] = max(best[end], best[start]+value)
			}
		}
		best[end] = max(best[end], best[end-1]+p.unknown)
	}
	return best[len(word)]
}
