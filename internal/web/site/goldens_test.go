package site_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web/listpage"
	"assistive-referrals/internal/web/site"
)

// shownIn says in which golden files a route's page is as it is first shown, with
// everything in it, and refused; several are separated by spaces, and a * stands for each
// section of the form that the page can be about. without says why there is none of a
// kind.
//
// Each of these files is also held to axe-core's rules, and to its width at 400 % zoom,
// by infra/local/browser.
type shownIn struct{ empty, filled, refused, without string }

// Why a page is not shown in one way or another.
const (
	asksNothing   = "nothing is asked"
	asksNoMore    = "nothing is asked but whether"
	onlyAboutOne  = "it is always about something"
	leadsOn       = "it leads on to a page"
	answersScript = "it answers a page's script"
)

// goldens are the pages that are not called as others are: see usually.
var goldens = map[string]shownIn{
	"GET /sign-in":          {refused: "error_sign_in", without: leadsOn},
	"GET /sign-in/complete": {refused: "error_not_complete", without: leadsOn},
	"POST /sign-out":        {without: leadsOn},
	"GET /signed-out":       {empty: "signed_out", without: asksNothing},
	"GET /continue":         {empty: "error_continue", filled: "continue", without: asksNoMore},
	"GET /{$}":              {without: leadsOn},

	"GET /my-referrals":                   {empty: "my_referrals_empty", filled: "my_referrals_filled", without: asksNothing},
	"GET /referral/start":                 {empty: "start", without: asksNothing},
	"POST /referral":                      {refused: "error_not_started", without: leadsOn},
	"GET /referral/{draft}":               {empty: "task_list_empty error_draft", filled: "task_list_begun task_list_filled", without: asksNothing},
	"GET /referral/{draft}/{section}":     {empty: "section_*_empty section_person_with_look_up", filled: "section_*_filled section_equipment_suggested section_responders_code_stored changed_elsewhere", refused: "section_*_error section_equipment_refused changed_elsewhere_error"},
	"GET /referral/{draft}/check-answers": {empty: "check_answers_empty", filled: "check_answers_filled check_answers_open_referral", refused: "check_answers_error"},
	"GET /referral/{draft}/sent":          {filled: "sent sent_taken_by_telephone", without: onlyAboutOne},
	"POST /hand-over":                     {refused: "error_hand_over_not_signed error_hand_over_old error_hand_over_unreadable error_hand_over_too_large error_hand_over_used", without: leadsOn},
	"GET /hand-over/{arrival}":            {filled: "hand_over", refused: "error_hand_over_gone error_hand_over_for_other", without: onlyAboutOne},

	"GET /referral-form":                            {empty: "paper_form", filled: "paper_form_digital", without: asksNothing},
	"GET /referral/{draft}/print":                   {filled: "print_draft", without: asksNothing},
	"GET /referral/{draft}/address":                 {empty: "choose_address_none", filled: "choose_address choose_address_list", refused: "choose_address_error choose_address_not_working"},
	"GET /referral/{draft}/telephone":               {without: leadsOn},
	"GET /referral/{draft}/telephone/ending":        {empty: "telephone_ending_too_soon", filled: "telephone_ending", refused: "telephone_ending_error"},
	"GET /referral/{draft}/telephone/{section}":     {empty: "telephone_*_empty", filled: "telephone_*_filled", refused: "telephone_*_error"},
	"GET /referral/{draft}/delete":                  {filled: "delete_draft", without: asksNoMore},
	"GET /referral/{draft}/documents":               {empty: "documents_empty", filled: "documents_full", refused: "documents_error documents_filled"},
	"GET /referral/{draft}/documents/{file}":        {empty: "document_upload", refused: "error_file", without: asksNoMore},
	"GET /referral/{draft}/documents/{file}/file":   {without: leadsOn},
	"GET /referral/{draft}/documents/{file}/remove": {filled: "document_remove", without: asksNoMore},
	"GET /documents/{reference}":                    {filled: "documents_case documents_removed", without: "of a draft it is the same"},
	"GET /documents/{reference}/{file}":             {without: "of a draft it is the same"},
	"GET /documents/{reference}/{file}/file":        {without: leadsOn},
	"GET /documents/{reference}/{file}/remove":      {empty: "document_remove_case", filled: "document_remove_filled", refused: "document_remove_error"},
	"GET /case/{reference}/withdraw":                {empty: "withdraw_several withdraw_one withdraw_none", filled: "withdraw_filled", refused: "withdraw_error"},
	"GET /catalogue":                                {filled: "catalogue", without: asksNothing},
	"GET /case/{reference}/another":                 {filled: "another", without: asksNoMore},
	"GET /board":                                    {empty: "board_empty", filled: "board_manager board_operations", without: asksNothing},
	"GET /board/{figure}":                           {without: "it answers with a file"},
	"GET /my-day":                                   {empty: "my_day_empty", filled: "my_day_full", without: asksNothing},
	"GET /worklist":                                 {empty: listGoldens("empty"), filled: listGoldens("full") + " list_chosen worklist_filtered worklist_flagged worklist_manager worklist_waiting", refused: "list_error_none list_error_team list_error_unknown"},
	"GET /worklist/changes":                         {without: answersScript},
	"POST /worklist/shortcuts":                      {without: leadsOn},
	"GET /worklist/save-view":                       {empty: "save_view_empty", filled: "save_view_filled", refused: "save_view_error"},
	"GET /worklist/views":                           {empty: "views_empty", filled: "views_full", without: asksNothing},
	"GET /worklist/views/{view}":                    {filled: "view_full", refused: "view_error view_gone error_view", without: onlyAboutOne},
	"POST /worklist/views/{view}/delete":            {without: leadsOn},
	"POST /worklist/claim-next":                     {refused: "claim_next_nothing claim_next_not_qualified", without: leadsOn},
	"GET /assign":                                   {empty: "assign_empty", filled: "assign_waiting assigned_some", refused: "assign_error assigned_failed"},
	"GET /away":                                     {empty: "away_no", filled: "away_yes", refused: "away_error"},
	"GET /case/{reference}":                         {empty: "case_received error_case", filled: "case_answered case_answers_added case_assessed_again case_died case_flagged case_on_hold case_progress_ended case_progress_waiting case_possible_duplicate case_suggested case_worked", without: asksNothing},
	"GET /case/{reference}/wait":                    {filled: "wait", without: asksNothing},
	"GET /case/{reference}/wait.csv":                {without: "it answers with a file"},
	"GET /case/{reference}/print":                   {filled: "print_case", without: asksNothing},
	"POST /case/{reference}/{strand}/claim":         {refused: "claim_too_late claim_not_qualified stale", without: leadsOn},
	"GET /case/{reference}/{strand}/contact":        {empty: "strand_contact_empty", filled: "strand_contact_filled", refused: "strand_contact_error error_not_now"},
	"GET /case/{reference}/{strand}/release":        {empty: "strand_release_empty", filled: "strand_release_filled", refused: "strand_release_error error_unreadable"},
	"GET /case/{reference}/{strand}/assessment":     {empty: "strand_assessment_empty", filled: "strand_assessment_filled assessment_again assessment_begun assessment_digital assessment_vr", refused: "strand_assessment_error assessment_stale"},
	"GET /case/{reference}/{strand}/decision":       {empty: "strand_decision_empty strand_decision_vr", filled: "strand_decision_filled decision_digital decision_item_added decision_sent_back", refused: "strand_decision_error decision_analogue decision_sessions_error"},
	"GET /audits":                                   {empty: "audits_empty", filled: "audits_waiting audits_concern", without: asksNothing},
	"GET /case/{reference}/{strand}/audit":          {empty: "audit_empty", filled: "audit_filled", refused: "audit_error"},
	"GET /case/{reference}/{section}/answers":       {empty: "answers_*_empty answers_home", filled: "answers_*_filled", refused: "answers_*_error"},
	"POST /case/{reference}/{strand}/tell-referrer": {without: leadsOn},
	"GET /find":                  {empty: "find_empty find_nothing", filled: "find_found", refused: "find_error"},
	"GET /operations":            {empty: "operations_empty", filled: "operations_owed", without: asksNothing},
	"POST /operations/try-again": {without: leadsOn},
	"no route: what stands in the way of any of these": {refused: "error_page error_forbidden error_other_site error_no_form error_too_large error_problem", without: "it is no page of its own"},
}

// usually are the goldens of a form about a strand or a case, which are called after the
// last part of its address.
func usually(pattern string) shownIn {
	called := "case_"
	if strings.Contains(pattern, "{strand}") {
		called = "strand_"
	}
	called += pattern[strings.LastIndex(pattern, "/")+1:]
	return shownIn{empty: called + "_empty", filled: called + "_filled", refused: called + "_error"}
}

func listGoldens(state string) string {
	var names []string
	for _, known := range listpage.Lists() {
		names = append(names, "list_"+string(known)+"_"+state)
	}
	return strings.Join(names, " ")
}

// names are the golden files in that part of a row.
func goldenNames(part string) []string {
	var names []string
	for _, name := range strings.Fields(part) {
		before, after, each := strings.Cut(name, "*")
		if !each {
			names = append(names, name)
			continue
		}
		sections := map[string]func() []form.Section{"section_": intake.Sections, "telephone_": webtest.SpokenGoldens, "answers_": webtest.AnswersGoldens}[before]()
		for _, s := range sections {
			names = append(names, before+webtest.GoldenName(s)+after)
		}
	}
	return names
}

// Every page has its golden files: as it is first shown, with everything in it, and
// refused. A route that is new fails here until it has them, or says why it has none; so
// does a golden file that no route names.
func TestEveryPageHasItsGoldens(t *testing.T) {
	files, err := filepath.Glob("../testdata/*.golden.html")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, file := range files {
		there[strings.TrimSuffix(filepath.Base(file), ".golden.html")] = true
	}
	named := map[string]bool{}
	holds := func(pattern string, row shownIn) {
		for _, part := range []struct{ when, names string }{{"as it is first shown", row.empty}, {"with everything in it", row.filled}, {"refused", row.refused}} {
			if part.names == "" && row.without == "" {
				t.Errorf("%s: goldens names no golden file of it %s, and does not say why", pattern, part.when)
			}
			for _, name := range goldenNames(part.names) {
				if named[name] = true; !there[name] {
					t.Errorf("%s: there is no testdata/%s.golden.html of it %s (call golden(%q) on that page in a test)", pattern, name, part.when, name)
				}
			}
		}
	}
	var patterns []string
	for _, rt := range site.Routes() {
		patterns = append(patterns, rt.Pattern)
	}
	for _, pattern := range patterns {
		row, stated := goldens[pattern]
		path, posts := strings.CutPrefix(pattern, "POST ")
		switch {
		case stated:
			holds(pattern, row)
		case posts && slices.Contains(patterns, "GET "+path):
			// It answers with the page of the same address.
		case posts || !slices.Contains(patterns, "POST "+strings.TrimPrefix(pattern, "GET ")):
			t.Errorf("%s: goldens says nothing of it", pattern)
		default:
			holds(pattern, usually(pattern))
		}
	}
	for pattern, row := range goldens {
		if _, other := strings.CutPrefix(pattern, "no route"); other {
			holds(pattern, row)
		} else if !slices.Contains(patterns, pattern) {
			t.Errorf("%s: there is no such route", pattern)
		}
	}
	for name := range there {
		if !named[name] {
			t.Errorf("../testdata/%s.golden.html is named by no route: name it in goldens, or delete it", name)
		}
	}
	if len(named) < 200 {
		t.Errorf("only %d golden files are named", len(named))
	}
}

// A page that is refused says so in its summary, and no page of a route is a golden file
// twice over: what is filled in is not what is empty.
func TestGoldensAreWhatTheyAreCalled(t *testing.T) {
	rows := maps.Clone(goldens)
	for _, rt := range site.Routes() {
		if _, stated := rows[rt.Pattern]; !stated && strings.HasPrefix(rt.Pattern, "GET ") {
			rows[rt.Pattern] = usually(rt.Pattern)
		}
	}
	for pattern, row := range rows {
		same := map[string]string{}
		for _, name := range goldenNames(row.empty + " " + row.filled + " " + row.refused) {
			content, err := os.ReadFile("../testdata/" + name + ".golden.html")
			if err != nil {
				continue // said above
			}
			if other := same[string(content)]; other != "" {
				t.Errorf("%s: %s is the same page as %s", pattern, name, other)
			}
			same[string(content)] = name
			if strings.HasSuffix(name, "_error") && !strings.Contains(string(content), "govuk-error-summary") {
				t.Errorf("%s: %s has no error summary", pattern, name)
			}
		}
	}
}
