package accounts

import (
	"bytes"
	"net/netip"
	"slices"
	"time"
)

// brake slows tries that share a key: the first few that fail cost nothing, then
// each doubles the wait, up to the most. Nothing is ever locked, and an hour
// without a try forgets everything.
type brake struct {
	key  []byte
	free int
	most time.Duration
}

const (
	forgetAfter = time.Hour
	knownFor    = 30 * 24 * time.Hour
)

// delay is the wait after so many failures.
func (b brake) delay(failures int) time.Duration {
	if failures < b.free {
		return 0
	}
	const enough = 10 // 2^10 s is above every limit
	return min(time.Second<<min(failures-b.free, enough), b.most)
}

// try is one attempt to sign in to an account from a place.
type try struct{ email, place string }

// pair brakes one guesser. It is the only brake on an account in a place where
// it has signed in before, so that nobody elsewhere can slow its owner down.
func (t try) pair() brake {
	return brake{digest("pair:" + t.email + " " + t.place), 5, time.Minute}
}

// known is the key of the note that the account has signed in from the place.
func (t try) known() []byte { return digest("known:" + t.email + " " + t.place) }

// wide brakes many guessers of one account, and one guesser of many accounts.
// They are gentle, because they meet owners too.
func (t try) wide() []brake {
	return []brake{
		{digest("account:" + t.email), 100, 5 * time.Second},
		{digest("address:" + t.place), 100, 10 * time.Second},
	}
}

// sorted is the order in which keys are locked, the same for all.
func sorted(brakes []brake) []brake {
	slices.SortFunc(brakes, func(a, b brake) int { return bytes.Compare(a.key, b.key) })
	return brakes
}

// place is the network address that a single guesser cannot easily change: an
// IPv4 address, or the 64 bits that an IPv6 subscriber is given at least.
func place(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	return netip.PrefixFrom(ip, 64).Masked().String()
}
