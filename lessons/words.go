package lessons

import "strings"

// said are the words around a lesson where it is read away from the pages, by
// language. The pages say the same in their own files.
var said = map[string]map[string]string{
	"change":        {"en": "What we tried", "es": "Qué probamos", "pl": "Czego spróbowaliśmy"},
	"expected":      {"en": "What we expected", "es": "Qué esperábamos", "pl": "Czego się spodziewaliśmy"},
	"happened":      {"en": "What happened", "es": "Qué pasó", "pl": "Co się stało"},
	"surprise":      {"en": "What surprised us", "es": "Qué nos sorprendió", "pl": "Co nas zaskoczyło"},
	"conditions":    {"en": "What contributed", "es": "Qué contribuyó", "pl": "Co się przyczyniło"},
	"sensible":      {"en": "Why it seemed sensible then", "es": "Por qué entonces parecía sensato", "pl": "Dlaczego wtedy wydawało się to rozsądne"},
	"well":          {"en": "What went well", "es": "Qué salió bien", "pl": "Co poszło dobrze"},
	"noticed":       {"en": "How we noticed", "es": "Cómo lo notamos", "pl": "Jak to zauważyliśmy"},
	"applies":       {"en": "Where it applies", "es": "Dónde vale", "pl": "Gdzie to działa"},
	"appliesNot":    {"en": "Where it does not", "es": "Dónde no vale", "pl": "Gdzie to nie działa"},
	"next":          {"en": "What next", "es": "Y ahora qué", "pl": "Co dalej"},
	"followUps":     {"en": "Follow-ups", "es": "Tareas", "pl": "Dalsze kroki"},
	"supporting":    {"en": "These found the same", "es": "Estos mostraron lo mismo", "pl": "Te pokazały to samo"},
	"contradicting": {"en": "These found otherwise", "es": "Estos mostraron otra cosa", "pl": "Te pokazały coś innego"},
	"supersededBy":  {"en": "Superseded by", "es": "Sustituida por", "pl": "Zastąpiona przez"},
	"from":          {"en": "From the experiment", "es": "Del experimento", "pl": "Z eksperymentu"},
	"lessons":       {"en": "Lessons", "es": "Lecciones", "pl": "Lekcje"},

	"follow_up.open":       {"en": "To do", "es": "Pendiente", "pl": "Do zrobienia"},
	"follow_up.done":       {"en": "Done", "es": "Hecho", "pl": "Zrobione"},
	"follow_up.not_needed": {"en": "Not needed", "es": "No hace falta", "pl": "Niepotrzebne"},

	"kind.information":        {"en": "Information", "es": "Información", "pl": "Informacje"},
	"kind.tools":              {"en": "Tools", "es": "Herramientas", "pl": "Narzędzia"},
	"kind.rules":              {"en": "Rules", "es": "Reglas", "pl": "Zasady"},
	"kind.workload":           {"en": "Workload or time", "es": "Carga de trabajo o tiempo", "pl": "Nawał pracy lub czas"},
	"kind.training":           {"en": "Training", "es": "Formación", "pl": "Szkolenie"},
	"kind.hand_over":          {"en": "Hand-over", "es": "Traspaso", "pl": "Przekazanie"},
	"kind.customer_situation": {"en": "Customer’s situation", "es": "Situación del cliente", "pl": "Sytuacja klienta"},
	"kind.environment":        {"en": "Place and surroundings", "es": "Lugar y entorno", "pl": "Miejsce i otoczenie"},

	"outcome.worked":        {"en": "It worked", "es": "Funcionó", "pl": "Zadziałało"},
	"outcome.did_not_work":  {"en": "It did not work", "es": "No funcionó", "pl": "Nie zadziałało"},
	"outcome.unclear":       {"en": "Not clear", "es": "No está claro", "pl": "Nie wiadomo"},
	"outcome.stopped_early": {"en": "Stopped early", "es": "Parado antes de tiempo", "pl": "Przerwane wcześniej"},
	"outcome.not_run":       {"en": "Not run", "es": "No se hizo", "pl": "Nie odbyło się"},
	"outcome.hollow":        {"en": "Hollow win: only the number moved", "es": "Victoria hueca: solo se movió el número", "pl": "Puste zwycięstwo: drgnęła tylko liczba"},

	"month.01": {"en": "January", "es": "enero de", "pl": "styczeń"},
	"month.02": {"en": "February", "es": "febrero de", "pl": "luty"},
	"month.03": {"en": "March", "es": "marzo de", "pl": "marzec"},
	"month.04": {"en": "April", "es": "abril de", "pl": "kwiecień"},
	"month.05": {"en": "May", "es": "mayo de", "pl": "maj"},
	"month.06": {"en": "June", "es": "junio de", "pl": "czerwiec"},
	"month.07": {"en": "July", "es": "julio de", "pl": "lipiec"},
	"month.08": {"en": "August", "es": "agosto de", "pl": "sierpień"},
	"month.09": {"en": "September", "es": "septiembre de", "pl": "wrzesień"},
	"month.10": {"en": "October", "es": "octubre de", "pl": "październik"},
	"month.11": {"en": "November", "es": "noviembre de", "pl": "listopad"},
	"month.12": {"en": "December", "es": "diciembre de", "pl": "grudzień"},
}

// monthIn says a month such as "2026-10" in a language: "October 2026".
func monthIn(language, month string) string {
	year, number, _ := strings.Cut(month, "-")
	return said["month."+number][language] + " " + year
}
