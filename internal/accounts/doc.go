// Package accounts knows who works with the registry: the organisation, its
// people, teams, moments and routes, and how a person signs in.
//
// A call runs on behalf of an [Actor], whom Authenticate loads with one SQL
// statement. Methods of [Store] that change something take the Actor and refuse
// with fault.Forbidden whoever may not; methods that only read leave that to the
// API's table of who may call what.
//
// Changes take the version that the caller has read: nil means "whatever is
// there", another one than the stored answers fault.Stale. Every change bumps
// the version and leaves an event in the same transaction.
package accounts
