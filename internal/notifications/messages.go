package notifications

import (
	"cmp"
	"strings"
)

// Code is what a notification tells: noun and what happened to it.
type Code string

// What people are told.
const (
	ReviewAsked        Code = "review.asked"             // reviewers: it is your turn
	ReviewBackups      Code = "review.backups_asked"     // backups: no reviewer of the route can decide
	ReviewHandedOver   Code = "review.handed_over"       // a reviewer or the backups: somebody handed it to you
	ReviewWaits        Code = "review.waits"             // reviewers: it is still your turn
	ReviewLate         Code = "review.late"              // backups: the reviewers have not answered
	ReviewVeryLate     Code = "review.very_late"         // administrators: nor have the backups
	ReviewNobody       Code = "review.nobody"            // administrators: nobody can decide
	TeamAsked          Code = "review.team_asked"        // team: it is your turn
	TeamWaits          Code = "review.team_waits"        // team: it is still your turn
	TeamWarned         Code = "review.team_warned"       // team: next working day it goes back to draft
	TeamExpired        Code = "review.expired"           // team: it went back to draft
	ReviewMentioned    Code = "review.mentioned"         // who takes part: somebody mentions you in a comment
	ReviewEdited       Code = "review.edited"            // who decided or offered: words changed, and your answer holds
	OfferAccepted      Code = "offer.accepted"           // who offered: the team took it
	OfferRejected      Code = "offer.rejected"           // who offered: the team said why not
	ReviewAsSaid       Code = "review.as_said"           // who decided: it ended, as reversible as said
	ReviewNotAsSaid    Code = "review.not_as_said"       // who decided: it ended, not as reversible as said
	ReviewUnsure       Code = "review.unsure"            // who decided: it ended, and the team is unsure of it
	LastDayOver        Code = "experiment.last_day_over" // team: decide how it goes on
	CapReached         Code = "experiment.cap_reached"   // team: so many customers were declared; decide how it goes on
	RecoveryOwed       Code = "experiment.recovery_owed" // team: customers who were hurt still wait
	ObstacleTried      Code = "obstacle.tried"           // who posted it: an experiment is to remove it
	ObstacleRemoved    Code = "obstacle.removed"         // who posted it: it is removed
	ObstacleKept       Code = "obstacle.kept"            // who posted it: it stays, with the reason
	FollowUpGiven      Code = "follow_up.given"          // team: another team's lesson asks it to do something
	FollowUpDue        Code = "follow_up.due"            // team: a follow-up is due
	FollowUpOverdue    Code = "follow_up.overdue"        // team: it is still open
	FollowUpStuck      Code = "follow_up.stuck"          // the lesson's team: another team has not done it
	FollowUpDone       Code = "follow_up.done"           // the other team: it is done
	FollowUpNotNeeded  Code = "follow_up.not_needed"     // the other team: it is not needed, with the reason
	FollowUpOpened     Code = "follow_up.opened"         // the other team: it is open again
	DelegationAsked    Code = "delegation.asked"         // a reviewer: you stand in for somebody
	DelegationEnded    Code = "delegation.ended"         // a reviewer: you no longer do
	LessonHelped       Code = "lesson.helped"            // its team: it helped others for the first time
	LessonUsed         Code = "lesson.used"              // its team: others build on it for the first time
	LessonWeek         Code = "lesson.week"              // a team: what its lessons did, once a week
	ThanksGiven        Code = "thanks.given"             // a team: another one thanks it
	LessonLook         Code = "lesson.look"              // its team: is it still true?
	LessonContradicted Code = "lesson.contradicted"      // its team: another experiment found otherwise
)

// messages are the sentences of each code. {title} and {key} are the
// experiment's, {by} is whose doing it is, anything else is of Params.
var messages = map[Code]map[string]string{
	ReviewAsked: {
		"en": "“{title}” ({key}) is waiting for your review.",
		"es": "«{title}» ({key}) espera tu revisión.",
		"pl": "„{title}” ({key}) czeka na twój przegląd.",
	},
	ReviewBackups: {
		"en": "“{title}” ({key}) is waiting for you as a backup: no reviewer of its route can decide now.",
		"es": "«{title}» ({key}) te espera como suplente: ahora nadie de su vía puede decidir.",
		"pl": "„{title}” ({key}) czeka na ciebie w zastępstwie: nikt z tej ścieżki nie może teraz zdecydować.",
	},
	ReviewHandedOver: {
		"en": "{by} hands you the review of “{title}” ({key}).",
		"es": "{by} te pasa la revisión de «{title}» ({key}).",
		"pl": "{by} przekazuje ci przegląd: „{title}” ({key}).",
	},
	ReviewWaits: {
		"en": "“{title}” ({key}) is still waiting for your review. The team cannot go on until you answer.",
		"es": "«{title}» ({key}) sigue esperando tu revisión. El equipo no puede seguir hasta que respondas.",
		"pl": "„{title}” ({key}) nadal czeka na twój przegląd. Bez odpowiedzi zespół nie ruszy dalej.",
	},
	ReviewLate: {
		"en": "“{title}” ({key}) has waited for its reviewers for {days} working days. As a backup you may decide.",
		"es": "«{title}» ({key}) lleva {days} días laborables esperando la revisión. Como suplente puedes decidir.",
		"pl": "„{title}” ({key}) czeka na przegląd od {days} dni roboczych. W zastępstwie możesz zdecydować.",
	},
	ReviewVeryLate: {
		"en": "“{title}” ({key}) has waited for its reviewers for {days} working days. Please see who can answer.",
		"es": "«{title}» ({key}) lleva {days} días laborables esperando la revisión. Mira quién puede responder.",
		"pl": "„{title}” ({key}) czeka na przegląd od {days} dni roboczych. Sprawdź, kto może odpowiedzieć.",
	},
	ReviewNobody: {
		"en": "Nobody can decide on “{title}” ({key}). Choose somebody for its route who has no part in it.",
		"es": "Nadie puede decidir sobre «{title}» ({key}). Elige para su vía a alguien que no haya participado.",
		"pl": "Nikt nie może zdecydować o „{title}” ({key}). Wybierz do ścieżki kogoś, kto nie ma w tym udziału.",
	},
	TeamAsked: {
		"en": "“{title}” ({key}): it is your team’s turn. See what the reviewers ask for.",
		"es": "«{title}» ({key}): es el turno de tu equipo. Mira qué os piden en la revisión.",
		"pl": "„{title}” ({key}): teraz kolej na twój zespół. Zobacz, o co proszą recenzenci.",
	},
	TeamWaits: {
		"en": "“{title}” ({key}) is still waiting for your team.",
		"es": "«{title}» ({key}) sigue esperando a tu equipo.",
		"pl": "„{title}” ({key}) nadal czeka na twój zespół.",
	},
	TeamWarned: {
		"en": "“{title}” ({key}) goes back to draft after one more working day unless your team answers. Nothing is lost.",
		"es": "«{title}» ({key}) vuelve a borrador tras un día laborable más si tu equipo no responde. No se pierde nada.",
		"pl": "Eksperyment „{title}” ({key}) wróci do szkiców po kolejnym dniu roboczym, jeśli zespół nie odpowie. Nic nie przepadnie.",
	},
	TeamExpired: {
		"en": "“{title}” ({key}) went back to draft, because your team had not answered for {days} working days. Nothing is lost: submit it again when you are ready.",
		"es": "«{title}» ({key}) volvió a borrador, porque tu equipo no respondió en {days} días laborables. No se ha perdido nada: enviadlo de nuevo cuando queráis.",
		"pl": "Eksperyment „{title}” ({key}) wrócił do szkiców, bo zespół nie odpowiedział przez {days} dni roboczych. Nic nie przepadło: wyślijcie go ponownie, gdy przyjdzie pora.",
	},
	ReviewMentioned: {
		"en": "{by} mentions you in the review of “{title}” ({key}).",
		"es": "{by} te menciona en la revisión de «{title}» ({key}).",
		"pl": "{by} wspomina o tobie w przeglądzie „{title}” ({key}).",
	},
	ReviewEdited: {
		"en": "Words of “{title}” ({key}) have changed. What you answered holds.",
		"es": "Han cambiado palabras de «{title}» ({key}). Lo que respondiste sigue valiendo.",
		"pl": "W „{title}” ({key}) zmieniły się słowa. Twoja odpowiedź nadal obowiązuje.",
	},
	OfferAccepted: {
		"en": "{by} accepted your counter-offer for “{title}” ({key}).",
		"es": "{by} aceptó tu contrapropuesta para «{title}» ({key}).",
		"pl": "{by} przyjmuje twoją kontrpropozycję do „{title}” ({key}).",
	},
	OfferRejected: {
		"en": "{by} did not take your counter-offer for “{title}” ({key}), and says why.",
		"es": "{by} no aceptó tu contrapropuesta para «{title}» ({key}) y dice por qué.",
		"pl": "{by} nie przyjmuje twojej kontrpropozycji do „{title}” ({key}) i pisze, dlaczego.",
	},
	ReviewAsSaid: {
		"en": "“{title}” ({key}), on which you decided, has ended: it was as reversible as said.",
		"es": "«{title}» ({key}), sobre lo que decidiste, ha terminado: fue tan reversible como se dijo.",
		"pl": "Eksperyment „{title}” ({key}), z twoją decyzją, już się skończył: dało się go cofnąć tak, jak mówiono.",
	},
	ReviewNotAsSaid: {
		"en": "“{title}” ({key}), on which you decided, has ended: it was not as reversible as said. See what became of it.",
		"es": "«{title}» ({key}), sobre lo que decidiste, ha terminado: no fue tan reversible como se dijo. Mira qué fue de ello.",
		"pl": "Eksperyment „{title}” ({key}), z twoją decyzją, już się skończył: nie dało się go cofnąć tak, jak mówiono. Zobacz, co z tego wyszło.",
	},
	ReviewUnsure: {
		"en": "“{title}” ({key}), on which you decided, has ended: the team is unsure whether it was as reversible as said.",
		"es": "«{title}» ({key}), sobre lo que decidiste, ha terminado: el equipo no sabe si fue tan reversible como se dijo.",
		"pl": "Eksperyment „{title}” ({key}), z twoją decyzją, już się skończył: zespół nie wie, czy dało się go cofnąć tak, jak mówiono.",
	},
	LastDayOver: {
		"en": "The last day of “{title}” ({key}) is over. Decide together: stop it, let it go on for longer, or say how it ended.",
		"es": "El último día de «{title}» ({key}) ha pasado. Decidid en equipo: pararlo, alargarlo o contar cómo terminó.",
		"pl": "Minął ostatni dzień eksperymentu „{title}” ({key}). Zdecydujcie razem: przerwać, przedłużyć czy powiedzieć, jak się skończyło.",
	},
	CapReached: {
		"en": "“{title}” ({key}) has reached all the customers you planned for. Decide together: stop it, let it reach more, or say how it ended.",
		"es": "«{title}» ({key}) ha llegado a todos los clientes previstos. Decidid en equipo: pararlo, llegar a más o contar cómo terminó.",
		"pl": "Eksperyment „{title}” ({key}) objął już wszystkich klientów z planu. Zdecydujcie razem: przerwać, objąć więcej czy powiedzieć, jak się skończyło.",
	},
	RecoveryOwed: {
		"en": "Customers were hurt by “{title}” ({key}), and are still waiting to hear from you. See which step comes next.",
		"es": "Hay clientes perjudicados por «{title}» ({key}) que aún esperan noticias vuestras. Mira qué paso toca ahora.",
		"pl": "Klienci ucierpieli przez „{title}” ({key}) i wciąż czekają na odpowiedź. Zobacz, jaki krok jest następny.",
	},
	ObstacleTried: {
		"en": "“{title}” ({key}) tries to remove an obstacle that you or your team posted.",
		"es": "«{title}» ({key}) intenta quitar un obstáculo que señalasteis tú o tu equipo.",
		"pl": "Eksperyment „{title}” ({key}) ma usunąć przeszkodę zgłoszoną przez ciebie lub twój zespół.",
	},
	ObstacleRemoved: {
		"en": "An obstacle that you or your team posted has been removed. See how.",
		"es": "Se ha quitado un obstáculo que señalasteis tú o tu equipo. Mira cómo.",
		"pl": "Przeszkoda zgłoszona przez ciebie lub twój zespół została usunięta. Zobacz, jak.",
	},
	ObstacleKept: {
		"en": "An obstacle that you or your team posted stays. See why.",
		"es": "Un obstáculo que señalasteis tú o tu equipo se queda. Mira por qué.",
		"pl": "Przeszkoda zgłoszona przez ciebie lub twój zespół zostaje. Zobacz, dlaczego.",
	},
	FollowUpGiven: {
		"en": "The lesson from “{title}” ({key}) asks your team to do something. See what, and by when.",
		"es": "La lección de «{title}» ({key}) pide algo a tu equipo. Mira qué y para cuándo.",
		"pl": "Lekcja z „{title}” ({key}) prosi o coś twój zespół. Zobacz, o co i na kiedy.",
	},
	FollowUpDue: {
		"en": "A follow-up from “{title}” ({key}) is due. Is it done, or not needed any more?",
		"es": "Toca hacer una tarea de «{title}» ({key}). ¿Está hecha, o ya no hace falta?",
		"pl": "Dziś mija termin dalszego kroku z „{title}” ({key}). Jest zrobiony czy już niepotrzebny?",
	},
	FollowUpOverdue: {
		"en": "A follow-up from “{title}” ({key}) is still open. Do it, or say why it is not needed.",
		"es": "Una tarea de «{title}» ({key}) sigue abierta. Hacedla, o decid por qué no hace falta.",
		"pl": "Dalszy krok z „{title}” ({key}) wciąż czeka. Zróbcie go albo powiedzcie, dlaczego nie jest potrzebny.",
	},
	FollowUpStuck: {
		"en": "The other team has not answered about a follow-up from “{title}” ({key}). Talk to them: nobody is reminded any more.",
		"es": "El otro equipo no ha respondido sobre una tarea de «{title}» ({key}). Hablad con ellos: ya no habrá más avisos.",
		"pl": "Drugi zespół nie odpowiedział w sprawie dalszego kroku z „{title}” ({key}). Porozmawiajcie z nim: przypomnień już nie będzie.",
	},
	FollowUpDone: {
		"en": "A follow-up from “{title}” ({key}) is done.",
		"es": "Una tarea de «{title}» ({key}) está hecha.",
		"pl": "Dalszy krok z „{title}” ({key}) jest zrobiony.",
	},
	FollowUpNotNeeded: {
		"en": "A follow-up from “{title}” ({key}) is not needed. See why.",
		"es": "Una tarea de «{title}» ({key}) no hace falta. Mira por qué.",
		"pl": "Dalszy krok z „{title}” ({key}) nie jest potrzebny. Zobacz, dlaczego.",
	},
	FollowUpOpened: {
		"en": "A follow-up from “{title}” ({key}) is open again.",
		"es": "Una tarea de «{title}» ({key}) vuelve a estar abierta.",
		"pl": "Dalszy krok z „{title}” ({key}) znów czeka.",
	},
	LessonHelped: {
		"en": "Your lesson from “{title}” ({key}) has helped others for the first time.",
		"es": "Vuestra lección de «{title}» ({key}) ha ayudado a otros por primera vez.",
		"pl": "Wasza lekcja z „{title}” ({key}) pierwszy raz pomogła innym.",
	},
	LessonUsed: {
		"en": "Another team builds on your lesson from “{title}” ({key}): the first one.",
		"es": "Otro equipo se apoya en vuestra lección de «{title}» ({key}): es el primero.",
		"pl": "Inny zespół opiera się na waszej lekcji z „{title}” ({key}): to pierwszy raz.",
	},
	LessonWeek: {
		"en": "What your team’s lessons did lately. New readers: {readers}; more teams helped: {teams}; new proposals built on them: {used}.",
		"es": "Lo que han conseguido últimamente las lecciones de tu equipo. Lectores nuevos: {readers}; otros equipos a los que ayudaron: {teams}; propuestas nuevas que se apoyan en ellas: {used}.",
		"pl": "Co ostatnio dały lekcje twojego zespołu. Nowi czytelnicy: {readers}; kolejne zespoły, którym pomogły: {teams}; nowe propozycje na ich podstawie: {used}.",
	},
	ThanksGiven: {
		"en": "{team} thanks your team. Read what for.",
		"es": "{team} da las gracias a tu equipo. Lee por qué.",
		"pl": "{team} dziękuje twojemu zespołowi. Przeczytaj, za co.",
	},
	LessonLook: {
		"en": "Your lesson from “{title}” ({key}) is due for another look. Is it still true?",
		"es": "Toca revisar vuestra lección de «{title}» ({key}). ¿Sigue siendo cierta?",
		"pl": "Pora znów zajrzeć do waszej lekcji z „{title}” ({key}). Czy jest nadal prawdziwa?",
	},
	LessonContradicted: {
		"en": "Somebody found otherwise than your lesson from “{title}” ({key}) says. Is it still true?",
		"es": "Alguien ha visto algo distinto de lo que dice vuestra lección de «{title}» ({key}). ¿Sigue siendo cierta?",
		"pl": "Ktoś zauważył coś innego, niż mówi wasza lekcja z „{title}” ({key}). Czy jest nadal prawdziwa?",
	},
	DelegationAsked: {
		"en": "{by} asks you to stand in on their routes from {from} until {until}.",
		"es": "{by} te pide sustituirle en sus vías desde el {from} hasta el {until}.",
		"pl": "{by} prosi o zastępstwo na swoich ścieżkach od {from} do {until}.",
	},
	DelegationEnded: {
		"en": "{by} no longer asks you to stand in from {from} until {until}.",
		"es": "{by} ya no te pide sustituirle desde el {from} hasta el {until}.",
		"pl": "{by} nie prosi już o zastępstwo od {from} do {until}.",
	},
}

// somebody stands for a name that is not told; it begins a sentence.
var somebody = map[string]string{"en": "Somebody", "es": "Alguien", "pl": "Ktoś"}

// Message says a notification in a language: en, es or pl. Title and key are the
// experiment's, empty where it is about none.
func (n Notification) Message(language, title, key string) string {
	words := []string{"{title}", title, "{key}", key, "{by}", cmp.Or(n.By, somebody[language])}
	for name, value := range n.Params {
		words = append(words, "{"+name+"}", value)
	}
	return strings.NewReplacer(words...).Replace(messages[n.Code][language])
}
