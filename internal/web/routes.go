package web

import (
	"assistive-referrals/internal/access"
)

// routes is the list of pages, in the order in which people meet them. Each
// names who may use it; a route that names nobody can be used by nobody.
func (a *app) routes() []route {
	return []route{
		{pattern: "GET /sign-in", public: true, serve: signInBegin},
		{pattern: "GET /sign-in/complete", public: true, serve: signInComplete},
		{pattern: "POST /sign-out", public: true, serve: signOut},
		{pattern: "GET /signed-out", public: true, serve: signedOut},
		{pattern: "GET /continue", may: access.UseService, serve: continueAsk},
		{pattern: "POST /continue", may: access.UseService, serve: continueForm},
		{pattern: "GET /{$}", may: access.UseService, serve: home},

		{pattern: "GET /my-referrals", may: access.SeeOwn, serve: myReferrals},
		{pattern: "GET /referral/start", may: access.Refer, serve: start},
		{pattern: "POST /referral", may: access.Refer, serve: startDraft},
		{pattern: "GET /referral/{draft}", may: access.Refer, on: onDraft, serve: taskList},
		{pattern: "GET /referral/{draft}/{section}", may: access.Refer, on: onDraft, serve: section},
		{pattern: "POST /referral/{draft}/{section}", may: access.Refer, on: onDraft, serve: saveSection},
		{pattern: "GET /referral/{draft}/check-answers", may: access.Refer, on: onDraft, serve: checkAnswers},
		{pattern: "POST /referral/{draft}/check-answers", may: access.Refer, on: onDraft, serve: sendReferral},
		{pattern: "GET /referral/{draft}/sent", may: access.Refer, on: onDraft, shows: "confirmation", serve: sent},
		{pattern: "GET /referral/{draft}/address", may: access.Refer, on: onDraft, serve: chooseAddress},
		{pattern: "POST /referral/{draft}/address", may: access.Refer, on: onDraft, serve: saveAddress},
		{pattern: "GET /referral/{draft}/telephone", may: access.Refer, on: onDraft, serve: telephone},
		{pattern: "GET /referral/{draft}/telephone/ending", may: access.Refer, on: onDraft, serve: ending},
		{pattern: "POST /referral/{draft}/telephone/ending", may: access.Refer, on: onDraft, serve: saveEnding},
		{pattern: "GET /referral/{draft}/telephone/{section}", may: access.Refer, on: onDraft, serve: telephoneSection},
		{pattern: "POST /referral/{draft}/telephone/{section}", may: access.Refer, on: onDraft, serve: saveTelephoneSection},
		{pattern: "GET /referral/{draft}/delete", may: access.Refer, on: onDraft, serve: deleteDraft},
		{pattern: "POST /referral/{draft}/delete", may: access.Refer, on: onDraft, serve: deleteDraftForm},
		{pattern: "GET /referral/{draft}/documents", may: access.Refer, on: onDraft, serve: documents},
		{pattern: "POST /referral/{draft}/documents", may: access.Refer, on: onDraft, serve: addDocument},
		{pattern: "GET /referral/{draft}/documents/{file}", may: access.Refer, on: onDraft, serve: uploadDocument},
		{pattern: "GET /referral/{draft}/documents/{file}/file", may: access.Refer, on: onDraft, shows: "document", serve: downloadDocument},
		{pattern: "GET /referral/{draft}/documents/{file}/remove", may: access.Refer, on: onDraft, serve: removeDocument},
		{pattern: "POST /referral/{draft}/documents/{file}/remove", may: access.Refer, on: onDraft, serve: removeDocumentForm},
		{pattern: "GET /documents/{reference}", may: access.SeeCase, on: onCase, shows: "documents", serve: documents},
		{pattern: "POST /documents/{reference}", may: access.Attach, on: onCase, shows: "documents", serve: addDocument},
		{pattern: "GET /documents/{reference}/{file}", may: access.Attach, on: onCase, shows: "documents", serve: uploadDocument},
		{pattern: "GET /documents/{reference}/{file}/file", may: access.SeeCase, on: onCase, shows: "document", serve: downloadDocument},
		{pattern: "GET /documents/{reference}/{file}/remove", may: access.Attach, on: onCase, shows: "documents", serve: removeDocument},
		{pattern: "POST /documents/{reference}/{file}/remove", may: access.Attach, on: onCase, shows: "documents", serve: removeDocumentForm},
		{pattern: "GET /case/{reference}/withdraw", may: access.Withdraw, on: onCase, shows: "withdraw", serve: withdraw},
		{pattern: "POST /case/{reference}/withdraw", may: access.Withdraw, on: onCase, shows: "withdraw", serve: sendWithdraw},

		{pattern: "GET /catalogue", may: access.UseService, serve: showCatalogue},
		{pattern: "GET /my-day", may: access.ClaimIt, serve: myDay},
		{pattern: "GET /worklist", may: access.SeeList, serve: worklist},
		{pattern: "GET /worklist/changes", may: access.SeeList, serve: worklistChanges},
		{pattern: "POST /worklist/shortcuts", may: access.SeeList, serve: switchShortcuts},
		{pattern: "GET /worklist/save-view", may: access.SeeList, serve: saveView},
		{pattern: "POST /worklist/save-view", may: access.SeeList, serve: saveViewForm},
		{pattern: "GET /worklist/views", may: access.SeeList, serve: views},
		{pattern: "GET /worklist/views/{view}", may: access.SeeList, serve: viewAsk},
		{pattern: "POST /worklist/views/{view}", may: access.SeeList, serve: viewSave},
		{pattern: "POST /worklist/views/{view}/delete", may: access.SeeList, serve: viewDelete},
		{pattern: "POST /worklist/claim-next", may: access.ClaimIt, serve: claimNext},
		{pattern: "GET /assign", may: access.Reassign, serve: assignAsk},
		{pattern: "POST /assign", may: access.Reassign, serve: assignSave},
		{pattern: "GET /away", may: access.Absent, serve: away},
		{pattern: "POST /away", may: access.Absent, serve: saveAway},
		{pattern: "GET /case/{reference}", may: access.SeeCase, on: onCase, shows: "case", serve: caseShow},
		{pattern: "POST /case/{reference}/{strand}/claim", may: access.ClaimIt, on: onStrand, serve: claim},
		{pattern: "GET /case/{reference}/{strand}/release", may: access.WorkIt, on: onStrand, shows: "release", serve: releaseAsk},
		{pattern: "POST /case/{reference}/{strand}/release", may: access.WorkIt, on: onStrand, serve: releaseSave},
		{pattern: "GET /case/{reference}/{strand}/contact", may: access.WorkIt, on: onStrand, shows: "contact", serve: contactAsk},
		{pattern: "POST /case/{reference}/{strand}/contact", may: access.WorkIt, on: onStrand, serve: contactSave},
		{pattern: "GET /case/{reference}/{strand}/plan-visit", may: access.WorkIt, on: onStrand, shows: "plan-visit", serve: planVisitAsk},
		{pattern: "POST /case/{reference}/{strand}/plan-visit", may: access.WorkIt, on: onStrand, serve: planVisitSave},
		{pattern: "GET /case/{reference}/{strand}/move-visit", may: access.WorkIt, on: onStrand, shows: "move-visit", serve: moveVisitAsk},
		{pattern: "POST /case/{reference}/{strand}/move-visit", may: access.WorkIt, on: onStrand, serve: moveVisitSave},
		{pattern: "GET /case/{reference}/{strand}/cancel-visit", may: access.WorkIt, on: onStrand, shows: "cancel-visit", serve: cancelVisitAsk},
		{pattern: "POST /case/{reference}/{strand}/cancel-visit", may: access.WorkIt, on: onStrand, serve: cancelVisitSave},
		{pattern: "GET /case/{reference}/{strand}/assessment", may: access.WorkIt, on: onStrand, shows: "assessment", serve: assessmentAsk},
		{pattern: "POST /case/{reference}/{strand}/assessment", may: access.WorkIt, on: onStrand, serve: assessmentSave},
		{pattern: "GET /case/{reference}/{strand}/decision", may: access.WorkIt, on: onStrand, shows: "decision", serve: decisionAsk},
		{pattern: "POST /case/{reference}/{strand}/decision", may: access.WorkIt, on: onStrand, serve: decisionSave},
		{pattern: "GET /case/{reference}/{strand}/approval", may: access.Approve, on: onStrand, shows: "approval", serve: approvalAsk},
		{pattern: "POST /case/{reference}/{strand}/approval", may: access.Approve, on: onStrand, serve: approvalSave},
		{pattern: "GET /case/{reference}/{strand}/take-back", may: access.WorkIt, on: onStrand, shows: "take-back", serve: takeBackAsk},
		{pattern: "POST /case/{reference}/{strand}/take-back", may: access.WorkIt, on: onStrand, serve: takeBackSave},
		{pattern: "GET /audits", may: access.AuditIt, serve: audits},
		{pattern: "GET /case/{reference}/{strand}/audit", may: access.AuditIt, on: onStrand, shows: "audit", serve: auditAsk},
		{pattern: "POST /case/{reference}/{strand}/audit", may: access.AuditIt, on: onStrand, serve: auditSave},
		{pattern: "GET /case/{reference}/{strand}/note", may: access.Annotate, on: onStrand, shows: "note", serve: noteAsk},
		{pattern: "POST /case/{reference}/{strand}/note", may: access.Annotate, on: onStrand, serve: noteSave},
		{pattern: "GET /case/{reference}/{strand}/reassign", may: access.Reassign, on: onStrand, shows: "reassign", serve: reassignAsk},
		{pattern: "POST /case/{reference}/{strand}/reassign", may: access.Reassign, on: onStrand, serve: reassignSave},
		{pattern: "GET /case/{reference}/{strand}/duplicate", may: access.Settle, on: onStrand, shows: "duplicate", serve: duplicateAsk},
		{pattern: "POST /case/{reference}/{strand}/duplicate", may: access.Settle, on: onStrand, serve: duplicateSave},
		{pattern: "GET /case/{reference}/{strand}/ask", may: access.WorkIt, on: onStrand, shows: "ask", serve: askAsk},
		{pattern: "POST /case/{reference}/{strand}/ask", may: access.WorkIt, on: onStrand, serve: askSave},
		{pattern: "GET /case/{reference}/{strand}/reply", may: access.Reply, on: onStrand, shows: "reply", serve: replyAsk},
		{pattern: "POST /case/{reference}/{strand}/reply", may: access.Reply, on: onStrand, serve: replySave},
		{pattern: "GET /case/{reference}/{strand}/hold", may: access.WorkIt, on: onStrand, shows: "hold", serve: holdAsk},
		{pattern: "POST /case/{reference}/{strand}/hold", may: access.WorkIt, on: onStrand, serve: holdSave},
		{pattern: "GET /case/{reference}/{strand}/return", may: access.WorkIt, on: onStrand, shows: "return", serve: returnAsk},
		{pattern: "POST /case/{reference}/{strand}/return", may: access.WorkIt, on: onStrand, serve: returnSave},
		{pattern: "GET /case/{reference}/{section}/answers", may: access.AnswerIt, on: onCase, shows: "answers", serve: answersAsk},
		{pattern: "POST /case/{reference}/{section}/answers", may: access.AnswerIt, on: onCase, shows: "answers", serve: answersSave},
		{pattern: "GET /case/{reference}/{strand}/in-place", may: access.PutInPlace, on: onStrand, shows: "in-place", serve: inPlaceAsk},
		{pattern: "POST /case/{reference}/{strand}/in-place", may: access.PutInPlace, on: onStrand, serve: inPlaceSave},
		{pattern: "GET /case/{reference}/{strand}/close", may: access.CloseIt, on: onStrand, shows: "close", serve: closeAsk},
		{pattern: "POST /case/{reference}/{strand}/close", may: access.CloseIt, on: onStrand, serve: closeSave},
		{pattern: "GET /find", may: access.Find, serve: findAsk},
		{pattern: "POST /find", may: access.Find, serve: find},
		{pattern: "GET /operations", may: access.Repair, serve: operations},
		{pattern: "POST /operations/try-again", may: access.Repair, serve: tryAgain},
	}
}

// navigation is what the person can go to from every page.
func (v *visit) navigation() []link {
	var links []link
	for _, entry := range []struct {
		may access.Action
		link
	}{
		{access.SeeOwn, link{"My referrals", "/my-referrals"}},
		{access.ClaimIt, link{"My day", "/my-day"}},
		{access.SeeList, link{"Worklist", "/worklist"}},
		{access.AuditIt, link{"Audits", "/audits"}},
		{access.Find, link{"Find", "/find"}},
		{access.Repair, link{"Operations", "/operations"}},
	} {
		if v.person().Ever(entry.may) {
			links = append(links, entry.link)
		}
	}
	return links
}
