package webtest

import (
	"slices"
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/listpage"
	"assistive-referrals/internal/web/site"
)

// States are the names under which tests show a route's page as it is first shown, with
// everything in it, and refused: see Page.Shown. Several are separated by spaces, and a *
// stands for each section of the form that the page can be about. Without says why there
// is none of a kind.
type States struct{ Empty, Filled, Refused, Without string }

// Why a page is not shown in one way or another.
const (
	asksNothing   = "nothing is asked"
	asksNoMore    = "nothing is asked but whether"
	onlyAboutOne  = "it is always about something"
	leadsOn       = "it leads on to a page"
	answersScript = "it answers a page's script"
)

// Pages returns the states of each route's page, by the route's pattern: each is held to
// axe-core's rules, and to its width at 400 % zoom, by infra/local/browser. A page that is
// not among those below is called after the last part of its address, and is shown in
// every state if it is a form, and once if it only shows something. What is on no route
// says so.
func Pages() map[string]States {
	all := unusual()
	for _, rt := range site.Routes() {
		if _, stated := all[rt.Pattern]; !stated && strings.HasPrefix(rt.Pattern, "GET ") {
			all[rt.Pattern] = usual(rt.Pattern)
		}
	}
	return all
}

// unusual are the pages whose states are not called as others are.
func unusual() map[string]States {
	return map[string]States{
		"GET /sign-in":          {Refused: "error_sign_in", Without: leadsOn},
		"GET /sign-in/complete": {Refused: "error_not_complete", Without: leadsOn},
		"POST /sign-out":        {Without: leadsOn},
		"GET /signed-out":       {Empty: "signed_out", Without: asksNothing},
		"GET /continue":         {Empty: "error_continue", Filled: "continue", Without: asksNoMore},
		"GET /{$}":              {Without: leadsOn},

		"GET /my-referrals":                   {Empty: "my_referrals_empty", Filled: "my_referrals_filled", Without: asksNothing},
		"GET /referral/start":                 {Empty: "start", Without: asksNothing},
		"POST /referral":                      {Refused: "error_not_started", Without: leadsOn},
		"GET /referral/{draft}":               {Empty: "task_list_empty error_draft", Filled: "task_list_begun task_list_filled", Without: asksNothing},
		"GET /referral/{draft}/{section}":     {Empty: "section_*_empty section_person_with_look_up", Filled: "section_*_filled section_equipment_suggested section_responders_code_stored changed_elsewhere", Refused: "section_*_error section_equipment_refused changed_elsewhere_error"},
		"GET /referral/{draft}/check-answers": {Empty: "check_answers_empty", Filled: "check_answers_filled check_answers_open_referral", Refused: "check_answers_error"},
		"GET /referral/{draft}/sent":          {Filled: "sent sent_taken_by_telephone", Without: onlyAboutOne},
		"POST /hand-over":                     {Refused: "error_hand_over_not_signed error_hand_over_old error_hand_over_unreadable error_hand_over_too_large error_hand_over_used", Without: leadsOn},
		"GET /hand-over/{arrival}":            {Filled: "hand_over", Refused: "error_hand_over_gone error_hand_over_for_other", Without: onlyAboutOne},

		"GET /referral-form":                            {Empty: "paper_form", Filled: "paper_form_digital", Without: asksNothing},
		"GET /referral/{draft}/print":                   {Filled: "print_draft", Without: asksNothing},
		"GET /referral/{draft}/address":                 {Empty: "choose_address_none", Filled: "choose_address choose_address_list", Refused: "choose_address_error choose_address_not_working"},
		"GET /referral/{draft}/telephone":               {Without: leadsOn},
		"GET /referral/{draft}/telephone/ending":        {Empty: "telephone_ending_too_soon", Filled: "telephone_ending", Refused: "telephone_ending_error"},
		"GET /referral/{draft}/telephone/{section}":     {Empty: "telephone_*_empty", Filled: "telephone_*_filled", Refused: "telephone_*_error"},
		"GET /referral/{draft}/delete":                  {Filled: "delete_draft", Without: asksNoMore},
		"GET /referral/{draft}/documents":               {Empty: "documents_empty", Filled: "documents_full", Refused: "documents_error documents_filled"},
		"GET /referral/{draft}/documents/{file}":        {Empty: "document_upload", Refused: "error_file", Without: asksNoMore},
		"GET /referral/{draft}/documents/{file}/file":   {Without: leadsOn},
		"GET /referral/{draft}/documents/{file}/remove": {Filled: "document_remove", Without: asksNoMore},
		"GET /documents/{reference}":                    {Filled: "documents_case documents_removed", Without: "of a draft it is the same"},
		"GET /documents/{reference}/{file}":             {Without: "of a draft it is the same"},
		"GET /documents/{reference}/{file}/file":        {Without: leadsOn},
		"GET /documents/{reference}/{file}/remove":      {Empty: "document_remove_case", Filled: "document_remove_filled", Refused: "document_remove_error"},
		"GET /case/{reference}/withdraw":                {Empty: "withdraw_several withdraw_one withdraw_none", Filled: "withdraw_filled", Refused: "withdraw_error"},
		"GET /case/{reference}/another":                 {Filled: "another", Without: asksNoMore},
		"GET /board":                                    {Empty: "board_empty", Filled: "board_manager board_operations", Without: asksNothing},
		"GET /board/{figure}":                           {Without: "it answers with a file"},
		"GET /my-day":                                   {Empty: "my_day_empty", Filled: "my_day_full", Without: asksNothing},
		"GET /worklist":                                 {Empty: eachList("empty"), Filled: eachList("full") + " list_chosen worklist_filtered worklist_flagged worklist_manager worklist_waiting", Refused: "list_error_none list_error_team list_error_unknown"},
		"GET /worklist/changes":                         {Without: answersScript},
		"POST /worklist/shortcuts":                      {Without: leadsOn},
		"GET /worklist/save-view":                       {Empty: "save_view_empty", Filled: "save_view_filled", Refused: "save_view_error"},
		"GET /worklist/views":                           {Empty: "views_empty", Filled: "views_full", Without: asksNothing},
		"GET /worklist/views/{view}":                    {Filled: "view_full", Refused: "view_error view_gone error_view", Without: onlyAboutOne},
		"POST /worklist/views/{view}/delete":            {Without: leadsOn},
		"POST /worklist/claim-next":                     {Refused: "claim_next_nothing claim_next_not_qualified", Without: leadsOn},
		"GET /assign":                                   {Empty: "assign_empty", Filled: "assign_waiting assigned_some", Refused: "assign_error assigned_failed"},
		"GET /away":                                     {Empty: "away_no", Filled: "away_yes", Refused: "away_error"},
		"GET /case/{reference}":                         {Empty: "case_received error_case", Filled: "case_answered case_answers_added case_assessed_again case_died case_flagged case_on_hold case_progress_ended case_progress_waiting case_possible_duplicate case_suggested case_worked", Without: asksNothing},
		"GET /case/{reference}/wait":                    {Filled: "wait", Without: asksNothing},
		"GET /case/{reference}/wait.csv":                {Without: "it answers with a file"},
		"GET /case/{reference}/print":                   {Filled: "print_case", Without: asksNothing},
		"POST /case/{reference}/{strand}/claim":         {Refused: "claim_too_late claim_not_qualified stale", Without: leadsOn},
		"GET /case/{reference}/{strand}/contact":        {Empty: "strand_contact_empty", Filled: "strand_contact_filled", Refused: "strand_contact_error error_not_now"},
		"GET /case/{reference}/{strand}/release":        {Empty: "strand_release_empty", Filled: "strand_release_filled", Refused: "strand_release_error error_unreadable"},
		"GET /case/{reference}/{strand}/assessment":     {Empty: "strand_assessment_empty", Filled: "strand_assessment_filled assessment_again assessment_begun assessment_digital assessment_vr", Refused: "strand_assessment_error assessment_stale"},
		"GET /case/{reference}/{strand}/decision":       {Empty: "strand_decision_empty strand_decision_vr", Filled: "strand_decision_filled decision_digital decision_item_added decision_sent_back", Refused: "strand_decision_error decision_analogue decision_sessions_error"},
		"GET /audits":                                   {Empty: "audits_empty", Filled: "audits_waiting audits_concern", Without: asksNothing},
		"GET /case/{reference}/{strand}/audit":          {Empty: "audit_empty", Filled: "audit_filled", Refused: "audit_error"},
		"GET /case/{reference}/{section}/answers":       {Empty: "answers_*_empty answers_home", Filled: "answers_*_filled", Refused: "answers_*_error"},
		"POST /case/{reference}/{strand}/tell-referrer": {Without: leadsOn},
		"GET /find":                                 {Empty: "find_empty find_nothing", Filled: "find_found", Refused: "find_error"},
		"GET /operations":                           {Empty: "operations_empty", Filled: "operations_owed", Without: asksNothing},
		"POST /operations/try-again":                {Without: leadsOn},
		"no route: each control, asked in each way": {Empty: eachWay("empty"), Filled: eachWay("filled"), Refused: eachWay("error")},
		"no route: what surrounds the questions of a section": {
			Empty: "editor_telephone_empty editor_answers_empty", Filled: "editor_section_filled editor_section_screening editor_answers_filled",
			Refused: "editor_section_error editor_telephone_error editor_answers_error",
		},
		"no route: what stands in the way of any of these": {Refused: "error_page error_forbidden error_other_site error_no_form error_too_large error_problem", Without: "it is no page of its own"},
	}
}

func usual(pattern string) States {
	called := ""
	switch {
	case strings.Contains(pattern, "{strand}"):
		called = "strand_"
	case strings.Contains(pattern, "{reference}"):
		called = "case_"
	}
	called += pattern[strings.LastIndex(pattern, "/")+1:]
	form := "POST " + strings.TrimPrefix(pattern, "GET ")
	if !slices.ContainsFunc(site.Routes(), func(rt web.Route) bool { return rt.Pattern == form }) {
		return States{Filled: called, Without: asksNothing}
	}
	return States{Empty: called + "_empty", Filled: called + "_filled", Refused: called + "_error"}
}

func eachList(state string) string {
	var names []string
	for _, known := range listpage.Lists() {
		names = append(names, "list_"+string(known)+"_"+state)
	}
	return strings.Join(names, " ")
}

func eachWay(state string) string {
	return "component_screen_" + state + " component_telephone_" + state + " component_later_" + state
}

// AllNames are the names of every page in every state.
func AllNames() []string {
	var names []string
	for _, states := range Pages() {
		names = append(names, Named(states.Empty+" "+states.Filled+" "+states.Refused)...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Named returns the names in a part of a page's states.
func Named(part string) []string {
	var names []string
	for _, name := range strings.Fields(part) {
		before, after, each := strings.Cut(name, "*")
		if !each {
			names = append(names, name)
			continue
		}
		sections := map[string]func() []form.Section{"section_": intake.Sections, "telephone_": SpokenGoldens, "answers_": AnswersGoldens}[before]()
		for _, s := range sections {
			names = append(names, before+GoldenName(s)+after)
		}
	}
	return names
}
