package api

import (
	"context"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"ajar/internal/fault"
)

// routes is the table of everything the API answers, and who may call it. Public,
// SignedIn and Admin are enforced here, before the handler runs. OfTeam,
// OfRoute and Author depend on what is asked for: the use case enforces them inside its
// transaction, so that they hold in a race.
func (a *API) routes() {
	post(a, Public, "/setup", "set-up", "Make the first administrator, once", 201, a.setUp)
	get(a, Public, "/setup", "read-setup", "Whether the registry is set up, and whether setting up asks for a code", a.readSetup)
	post(a, Public, "/session", "sign-in", "Sign in; the session is a cookie", 200, a.signIn)
	get(a, Public, "/start", "read-start", "What the pages ask first: who is signed in, if anybody", a.readStart)
	get(a, SignedIn, "/session", "who-am-i", "Who am I", a.whoAmI)
	remove(a, SignedIn, "/session", "sign-out", "Sign out", a.signOut)
	get(a, SignedIn, "/sessions", "list-sessions", "My sessions", a.listSessions)
	remove(a, SignedIn, "/sessions/{id}", "end-session", "End one of my sessions", a.endSession)
	put(a, SignedIn, "/session/password", "change-password", "Change my password", a.changePassword)
	get(a, SignedIn, "/tokens", "list-tokens", "My tokens", a.listTokens)
	post(a, SignedIn, "/tokens", "create-token", "Make a token; it is shown once", 201, a.createToken)
	remove(a, SignedIn, "/tokens/{id}", "revoke-token", "Revoke a token", a.revokeToken)
	get(a, SignedIn, "/feed-key", "read-feed-key", "Whether a feed reader may read in my name", a.readFeedKey)
	post(a, SignedIn, "/feed-key", "renew-feed-key", "Make the address for my feed reader; it is shown once, and one made before ends", 201, a.renewFeedKey)
	remove(a, SignedIn, "/feed-key", "revoke-feed-key", "End the address for my feed reader", a.revokeFeedKey)
	get(a, SignedIn, "/digest", "read-digest", "Whether I get the weekly mail", a.readDigest)
	put(a, SignedIn, "/digest", "choose-digest", "Ask for the weekly mail, or for no more of it", a.chooseDigest)
	post(a, Public, "/invitations/{code}", "redeem-invitation", "Choose a password with an invitation, which signs in; the session is a cookie", 200, a.redeemInvitation)

	get(a, Admin, "/people", "list-people", "People", a.listPeople)
	post(a, Admin, "/people", "create-person", "Add a person", 201, a.createPerson)
	get(a, Admin, "/people/{id}", "read-person", "One person", a.readPerson)
	patch(a, Admin, "/people/{id}", "change-person", "Change a person", a.changePerson)
	post(a, Admin, "/people/{id}/invitation", "invite-person", "Make a new invitation link, also to reset a password", 201, a.invitePerson)
	get(a, SignedIn, "/teams", "list-teams", "Teams", a.listTeams)
	post(a, SignedIn, "/teams", "create-team", "Add a team: an administrator, or who has no team yet", 201, a.createTeam)
	get(a, SignedIn, "/teams/{id}", "read-team", "One team", a.readTeam)
	patch(a, Admin, "/teams/{id}", "change-team", "Change a team", a.changeTeam)
	put(a, Admin, "/teams/{id}/members/{person_id}", "add-member", "Put a person into a team", a.addMember)
	remove(a, Admin, "/teams/{id}/members/{person_id}", "remove-member", "Take a person out of a team", a.removeMember)
	get(a, SignedIn, "/moments", "list-moments", "Moments of truth", a.listMoments)
	post(a, Admin, "/moments", "create-moment", "Add a moment of truth", 201, a.createMoment)
	get(a, SignedIn, "/moments/{id}", "read-moment", "One moment of truth", a.readMoment)
	patch(a, Admin, "/moments/{id}", "change-moment", "Change a moment of truth", a.changeMoment)
	get(a, SignedIn, "/routes", "list-routes", "Routes: who reviews which gates", a.listRoutes)
	get(a, SignedIn, "/routes/{route}", "read-route", "One route", a.readRoute)
	put(a, Admin, "/routes/{route}", "set-route", "Choose a route's members and backups", a.setRoute)
	get(a, SignedIn, "/organisation", "read-organisation", "The organisation", a.readOrganisation)
	put(a, Admin, "/organisation", "set-organisation", "Change the organisation", a.setOrganisation)
	get(a, SignedIn, "/policy", "read-policy", "The door policy", a.readPolicy)
	put(a, Admin, "/policy", "save-policy", "Save the next version of the door policy", a.savePolicy)
	get(a, SignedIn, "/policy/versions", "list-policy-versions", "Versions of the door policy, newest first", a.listPolicyVersions)
	get(a, SignedIn, "/policy/versions/{n}", "read-policy-version", "One version of the door policy, with what differs from another", a.readPolicyVersion)
	ask(a, SignedIn, "/policy/draft", "draft-policy", "Edit a policy document and read its parts and faults; nothing is kept", costly(a, "draft-policy", judgingsAMinute, a.draftPolicy))
	ask(a, SignedIn, "/policy/trial", "try-policy", "What would a policy say of these answers? Nothing is kept", costly(a, "try-policy", judgingsAMinute, a.tryPolicy))
	ask(a, Admin, "/policy/rehearsal", "rehearse-policy", "Which doors would another policy change? Nothing is kept", costly(a, "rehearse-policy", rehearsalsAMinute, a.rehearsePolicy))
	get(a, SignedIn, "/policy/calibration", "read-calibration", "How well the policy foresaw what undoing takes, by rule", a.readCalibration)
	get(a, Admin, "/audit", "list-events", "What happened, newest first", a.listEvents)
	get(a, Admin, "/audit/verify", "verify-log", "Check a part of the log of what happened against its chain of hashes", a.verifyLog)

	ask(a, SignedIn, "/door-check", "check-door", "Which door would this be, and why? Nothing is kept", a.checkDoor)
	post(a, OfTeam, "/experiments", "register-experiment", "Register an experiment; with submit and start a two-way door runs at once", 201, a.registerExperiment)
	get(a, SignedIn, "/experiments", "list-experiments", "Experiments, newest first", a.listExperiments)
	get(a, SignedIn, "/experiments/{id}", "read-experiment", "One experiment, by id or key; a draft only for its team", a.readExperiment)
	patch(a, OfTeam, "/experiments/{id}", "change-experiment", "Change the proposal (JSON merge patch)", a.changeExperiment)
	post(a, OfTeam, "/experiments/{id}/submit", "submit-experiment", "Submit; with start a two-way door runs at once", 200, a.submitExperiment)
	post(a, OfTeam, "/experiments/{id}/start", "start-experiment", "Start", 200, a.act(a.Experiments.Start))
	post(a, OfTeam, "/experiments/{id}/pause", "pause-experiment", "Pause", 200, a.act(a.Experiments.Pause))
	post(a, OfTeam, "/experiments/{id}/resume", "resume-experiment", "Resume", 200, a.act(a.Experiments.Resume))
	post(a, OfTeam, "/experiments/{id}/stop", "stop-experiment", "Stop at once; nobody approves", 200, a.act(a.Experiments.Stop))
	post(a, OfTeam, "/experiments/{id}/withdraw", "withdraw-experiment", "Withdraw what has not started", 200, a.act(a.Experiments.Withdraw))
	post(a, OfTeam, "/experiments/{id}/archive", "archive-experiment", "Archive what has ended", 200, a.act(a.Experiments.Archive))
	post(a, OfTeam, "/experiments/{id}/unarchive", "unarchive-experiment", "Bring back from the archive", 200, a.act(a.Experiments.Unarchive))
	post(a, OfTeam, "/experiments/{id}/conclusion", "conclude-experiment", "Record what was found; ends a running experiment", 200, a.concludeExperiment)
	post(a, OfTeam, "/experiments/{id}/recovery", "recover-experiment", "Say what was done for customers who were hurt, also after the conclusion", 200, a.recoverExperiment)
	post(a, OfTeam, "/experiments/{id}/conditions/{n}/met", "meet-condition", "Tick a condition", 200, a.meetCondition)
	ask(a, SignedIn, "/experiments/{id}/door-check", "check-change", "Which door would it be with these changes (JSON merge patch)? Nothing is kept", a.checkChange)
	post(a, SignedIn, "/experiments/{id}/raise-door", "raise-door", "Close a gate of what is submitted: something here is hard to undo", 200, a.raiseDoor)
	post(a, SignedIn, "/experiments/{id}/clone", "clone-experiment", "Copy the design into a draft of your team", 201, a.cloneExperiment)
	post(a, OfTeam, "/experiments/{id}/split", "split-experiment", "Split a one-way door: register a pilot with these changes (JSON merge patch) and judge it", 201, a.splitExperiment)
	get(a, SignedIn, "/experiments/{id}/links", "list-links", "What it was cloned or split from and into, newest first", a.listLinks)
	post(a, OfTeam, "/experiments/{id}/check-ins", "check-in", "Check in; what trips the stop rule or passes what was declared pauses it", 201, a.checkIn)
	get(a, SignedIn, "/experiments/{id}/check-ins", "list-check-ins", "Check-ins, newest first", a.listCheckIns)
	get(a, SignedIn, "/experiments/{id}/readout", "read-readout", "What the check-ins can and cannot yet tell of the signal", a.readReadout)
	post(a, OfTeam, "/experiments/{id}/undo-drill", "try-undo", "The undo was tried: what it took replaces the guess, and is judged again", 200, a.tryUndo)
	get(a, SignedIn, "/experiments/{id}/revisions", "list-revisions", "Revisions, oldest first", a.listRevisions)
	get(a, SignedIn, "/experiments/{id}/revisions/{n}", "read-revision", "One revision, with what differs from another", a.readRevision)
	get(a, SignedIn, "/experiments/{id}/timeline", "read-timeline", "What happened, oldest first", a.readTimeline)
	get(a, SignedIn, "/experiments/{id}/timeline/{entry}", "read-entry", "One entry of what happened, as links name it", a.readEntry)

	get(a, SignedIn, "/reviews", "list-reviews", "Reviews, longest wait first", a.listReviews)
	get(a, SignedIn, "/reviews/decided", "list-decided", "What became of what you decided, the highest number first; nobody else reads it", a.listDecided)
	get(a, SignedIn, "/reviews/{id}", "read-review", "One review", a.readReview)
	get(a, SignedIn, "/reviews/{id}/similar", "list-similar-doors", "Past one-way doors like this one and what became of them, most alike first", a.listSimilarDoors)
	post(a, OfRoute, "/reviews/{id}/decisions", "decide", "Decide on gates of the revision you read", 201, a.decide)
	post(a, OfRoute, "/reviews/{id}/hand-over", "hand-over", "Hand my turn on gates to another reviewer of the route, or to its backups", 200, a.handOver)
	post(a, OfRoute, "/reviews/{id}/lower-door", "lower-door", "Lower one gate of the revision you read", 200, a.lowerDoor)
	post(a, OfRoute, "/reviews/{id}/counter-offers", "make-counter-offer", "Offer other values, or a pilot with them; the team accepts in one click", 201, a.makeOffer)
	post(a, OfTeam, "/reviews/{id}/counter-offers/{n}/accept", "accept-counter-offer", "Accept an offer: it is judged again, and with start it starts if the door is open", 200, a.acceptOffer)
	post(a, OfTeam, "/reviews/{id}/counter-offers/{n}/reject", "reject-counter-offer", "Reject an offer, with a reason", 200, a.rejectOffer)
	post(a, OfRoute, "/reviews/{id}/counter-offers/{n}/withdraw", "withdraw-counter-offer", "Take your own offer back", 200, a.withdrawOffer)
	get(a, SignedIn, "/reviews/{id}/timeline", "read-discussion", "What was said and decided in all reviews of its experiment, oldest first", a.readDiscussion)
	get(a, SignedIn, "/reviews/{id}/people", "list-participants", "Who takes part, and may be mentioned", a.listParticipants)
	post(a, SignedIn, "/reviews/{id}/comments", "comment", "Say something beside the decisions", 201, a.say)
	get(a, SignedIn, "/reviews/{id}/comments/{comment}", "read-comment", "One comment, with what it said before", a.readComment)
	put(a, Author, "/reviews/{id}/comments/{comment}", "edit-comment", "Edit your own comment; what it said stays readable", a.reword)
	remove(a, Author, "/reviews/{id}/comments/{comment}", "remove-comment", "Remove your own comment; a note stays in its place", a.removeComment)

	get(a, SignedIn, "/delegations", "read-delegations", "Who stands in for me, and for whom I do", a.readDelegations)
	put(a, SignedIn, "/delegations", "set-delegations", "Choose who stands in for me on my routes, from a day until a day", a.setDelegations)
	get(a, SignedIn, streamPath, "follow-events", "What changes, as server-sent events", a.followEvents)
	a.describeStream()
	get(a, SignedIn, "/notifications", "list-notifications", "What I was told, newest first", a.listNotifications)
	post(a, SignedIn, "/notifications/read", "read-notifications", "Mark my notifications as read, all or up to one", 204, a.readNotifications)
	post(a, SignedIn, "/notifications/{id}/read", "read-notification", "Mark one of my notifications as read", 204, a.readNotification)

	get(a, SignedIn, "/home", "read-home", "What a person's day begins with, in one answer", a.readHome)
	get(a, SignedIn, "/home/signals", "list-signals", "The signals of what runs in my teams, as far as they are drawn beside others", a.listSignals)

	get(a, SignedIn, "/templates", "list-templates", "Templates, newest first", a.listTemplates)
	post(a, OfTeam, "/templates", "make-template", "Make a template of an experiment of your team", 201, a.makeTemplate)
	get(a, SignedIn, "/templates/{id}", "read-template", "One template, with its record and its earned doors", a.readTemplate)
	patch(a, OfTeam, "/templates/{id}", "change-template", "Rename, retire or bring back; administrators may too", a.changeTemplate)
	post(a, OfRoute, "/templates/{id}/earned-doors", "publish-earned-door", "Publish a gate as open for twelve months", 201, a.publishEarnedDoor)
	post(a, OfRoute, "/templates/{id}/earned-doors/{door}/withdraw", "withdraw-earned-door", "Withdraw an earned door; every reviewer of its route may", 200, a.withdrawEarnedDoor)

	get(a, OfTeam, "/experiments/{id}/lesson", "read-lesson-draft", "The team's lesson", a.readLessonDraft)
	put(a, OfTeam, "/experiments/{id}/lesson", "save-lesson", "Save the lesson; readers go on seeing what was published", a.saveLesson)
	ask(a, OfTeam, "/experiments/{id}/lesson/preview", "preview-lesson", "The lesson as readers would see it, whole or not. Nothing is kept", a.previewLesson)
	post(a, OfTeam, "/experiments/{id}/lesson/publish", "publish-lesson", "Publish the lesson", 200, a.publishLesson)
	ask(a, SignedIn, "/language-check", "check-language", "Which words blame or name a person, and what to ask instead? Nothing is kept", a.checkLanguage)
	get(a, SignedIn, "/lessons", "list-lessons", "The library", a.listLessons)
	get(a, SignedIn, "/lessons/{id}", "read-lesson", "One lesson", a.readLesson)
	get(a, SignedIn, "/lessons/{id}/editions", "list-editions", "What was published of a lesson, the newest first", a.listEditions)
	get(a, SignedIn, "/lessons/{id}/editions/{n}", "read-edition", "A lesson as it was published for the nth time", a.readEdition)
	get(a, SignedIn, markdownPath, "read-lesson-document", "One lesson as a Markdown document, in its own language", a.readDocument)
	get(a, SignedIn, "/lessons/anniversaries", "list-anniversaries", "Lessons of this month in earlier years: one of each, another one each day", a.listAnniversaries)
	get(a, SignedIn, exportPath, "export-lessons", "The whole library as Markdown documents, in a zip", a.exportLessons)
	a.describeExports()
	post(a, OfTeam, "/lessons/{id}/still-true", "confirm-lesson", "It is still true, until it is looked at again: on a day, or in a year", 200, a.confirmLesson)
	put(a, OfTeam, "/lessons/{id}/superseded-by", "supersede-lesson", "Which lesson says it better; null takes it back", a.supersedeLesson)

	get(a, SignedIn, "/follow-ups", "list-follow-ups", "What my teams do or wait for after lessons, first due first", a.listFollowUps)
	get(a, OfTeam, "/follow-ups/{id}", "read-follow-up", "One follow-up; the lesson's team, and the one that does it once the lesson is published", a.readFollowUp)
	put(a, OfTeam, "/follow-ups/{id}", "end-follow-up", "It is done, not needed and why, or open again", a.endFollowUp)
	get(a, SignedIn, "/lessons/{id}/return", "read-return", "What came back for one lesson: uses, teams that it helped, and for its team readers", a.readReturn)
	post(a, SignedIn, "/lessons/{id}/helped", "say-helped", "It helped my team, or me; once each, and not its own team", 200, a.sayHelped)
	remove(a, SignedIn, "/lessons/{id}/helped", "take-helped-back", "Take it back", a.takeHelpedBack)
	post(a, SignedIn, "/lessons/{id}/read", "count-reader", "I opened it; each counts once a month, and who it was is not kept", 204, a.countReader)
	get(a, SignedIn, "/home/return", "read-lately", "What my teams' lessons did since the last month began", a.readLately)
	get(a, SignedIn, "/thanks", "list-thanks", "Thanks between teams, latest month first", a.listThanks)
	post(a, OfTeam, "/thanks", "give-thanks", "Thank another team, or the team of a lesson or an experiment", 201, a.giveThanks)
	get(a, SignedIn, "/thanks/{id}", "read-thanks", "One thanks", a.readThanks)
	remove(a, OfTeam, "/thanks/{id}", "take-thanks-back", "Take back what your team gave, or remove what it was given; administrators, any", a.takeThanksBack)
	get(a, SignedIn, "/similar", "list-similar", "What was tried before and is like a text: experiments, told by their lessons where there are some, best first", a.listSimilar)
	ask(a, SignedIn, "/similar", "find-similar", "The same, with the text in the body, so that it stands in no address. Nothing is kept", a.findSimilar)

	get(a, SignedIn, "/obstacles", "list-obstacles", "What gets in the way, latest month first or what most share", a.listObstacles)
	post(a, SignedIn, "/obstacles", "post-obstacle", "Post what gets in your way", 201, a.postObstacle)
	ask(a, SignedIn, "/obstacles/similar", "find-similar-obstacles", "What is posted already and is like a text, best first. Nothing is kept", a.findSimilarObstacles)
	get(a, SignedIn, "/obstacles/removed", "count-removed-obstacles", "How many obstacles have been removed so far", a.countRemoved)
	get(a, SignedIn, "/obstacles/{id}", "read-obstacle", "One obstacle", a.readObstacle)
	post(a, SignedIn, "/obstacles/{id}/me-too", "say-me-too", "It stands in my way too; once each, and not who posted it", 200, a.sayMeToo)
	remove(a, SignedIn, "/obstacles/{id}/me-too", "take-me-too-back", "Take it back", a.takeBack)
	post(a, SignedIn, "/obstacles/{id}/try", "try-obstacle", "Draft an experiment of your team that is to remove it", 201, a.tryObstacle)
	post(a, OfTeam, "/obstacles/{id}/remove", "remove-obstacle", "It is removed: how? Also a team whose experiment against it worked, and administrators", 200, a.removeObstacle)
	post(a, OfTeam, "/obstacles/{id}/keep", "keep-obstacle", "It stays: why? Administrators may too", 200, a.keepObstacle)
}

// Who may call an operation.
type Who string

// Who may call.
const (
	Public   Who = "public"    // everyone
	SignedIn Who = "signed_in" // everyone signed in
	Admin    Who = "admin"     // administrators
	OfTeam   Who = "team"      // members of the experiment's team
	OfRoute  Who = "route"     // members and backups of the gate's route, never contributors or the team
	Author   Who = "author"    // who wrote it
)

const prefix = "/api/v1"

func get[I, O any](a *API, who Who, path, id, summary string, h func(context.Context, *I) (*O, error)) {
	register(a, who, http.MethodGet, path, id, summary, 200, h)
}

func post[I, O any](a *API, who Who, path, id, summary string, status int, h func(context.Context, *I) (*O, error)) {
	register(a, who, http.MethodPost, path, id, summary, status, h)
}

// ask is a POST that changes nothing: a question too long or too private for an address.
// An Idempotency-Key has no effect on it, so neither question nor answer is kept.
func ask[I, O any](a *API, who Who, path, id, summary string, h func(context.Context, *I) (*O, error)) {
	a.questions[routePath.Replace(prefix+path)] = true
	post(a, who, path, id, summary, 200, h)
}

// routePath writes the path of an operation as the router does.
var routePath = strings.NewReplacer("{", ":", "}", "")

func patch[I, O any](a *API, who Who, path, id, summary string, h func(context.Context, *I) (*O, error)) {
	register(a, who, http.MethodPatch, path, id, summary, 200, h)
}

func put[I, O any](a *API, who Who, path, id, summary string, h func(context.Context, *I) (*O, error)) {
	register(a, who, http.MethodPut, path, id, summary, 200, h)
}

func remove[I, O any](a *API, who Who, path, id, summary string, h func(context.Context, *I) (*O, error)) {
	register(a, who, http.MethodDelete, path, id, summary, 204, h)
}

const whoKey = "who"

func register[I, O any](a *API, who Who, method, path, id, summary string, status int, h func(context.Context, *I) (*O, error)) {
	op := huma.Operation{
		OperationID: id, Method: method, Path: prefix + path, Summary: summary, DefaultStatus: status,
		Tags: []string{strings.Split(path, "/")[1]}, Metadata: map[string]any{whoKey: who},
		Extensions: map[string]any{"x-who-may": string(who)}, Errors: possible(who, method, path),
		MaxBodyBytes: maxBody + 1, // Huma refuses from here
	}
	if who != Public {
		op.Security = []map[string][]string{{"session": {}}, {"token": {}}}
	}
	if isMergePatch[I]() {
		op.RequestBody, op.SkipValidateBody, op.Middlewares = &huma.RequestBody{Required: true}, true, huma.Middlewares{a.jsonOnly}
	}
	if method != http.MethodGet && !takesBody[I]() {
		op.Middlewares = huma.Middlewares{a.bodiless}
	}
	if method == http.MethodPost && kept(op.Path) && !a.questions[routePath.Replace(op.Path)] {
		op.Parameters = append(op.Parameters, idempotencyKey)
	}
	cleans := a.cleans(op.Path)
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
		if bad := misreadOf(ctx); len(bad) > 0 {
			return nil, problemOf(ctx, fault.Bad(bad...))
		}
		if body := reflect.ValueOf(in).Elem().FieldByName("Body"); cleans && body.IsValid() {
			clean(body)
		}
		out, err := h(ctx, in)
		return out, problemOf(ctx, err)
	})
	if isMergePatch[I]() {
		a.document(&op)
	}
}

// parameters are those of the query that each operation takes, by name.
func parameters(document *huma.OpenAPI) map[string]map[string]*huma.Param {
	known := map[string]map[string]*huma.Param{}
	for path, item := range document.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op == nil {
				continue
			}
			takes := map[string]*huma.Param{}
			for _, p := range op.Parameters {
				if p.In == "query" {
					takes[p.Name] = p
				}
			}
			known[op.Method+" "+routePath.Replace(path)] = takes
		}
	}
	return known
}

// possible are the statuses of errors that an operation may answer.
func possible(who Who, method, path string) []int {
	statuses := []int{400, 422, 500, 503}
	if who != Public || path == "/session" {
		statuses = append(statuses, 401)
	}
	if who == Admin || who == OfTeam || who == OfRoute || method != http.MethodGet {
		statuses = append(statuses, 403)
	}
	if strings.Contains(path, "{") {
		statuses = append(statuses, 404)
	}
	if method != http.MethodGet || who == OfTeam {
		statuses = append(statuses, 409)
	}
	if method != http.MethodGet {
		statuses = append(statuses, 412, 413, 415, 428, 429)
	}
	if path == streamPath || path == exportPath {
		statuses = append(statuses, 429)
	}
	return statuses
}
