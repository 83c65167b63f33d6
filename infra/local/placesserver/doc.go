// Package placesserver is an Ordnance Survey Places API with made-up places.
//
// A Server is an http.Handler that answers GET /search/places/v1/postcode as the
// documentation of the OS Places API says: header, and delivery point addresses
// (DPA) in pages; it asks for the key in the header or the query, and refuses with
// the same statuses. Production code talks to it unchanged; only its base URL
// differs.
//
// Nothing in its gazetteer exists: no postcode area is called ZY, and UPRNs from
// 999 900 000 001 on are not given out to anybody here.
//
//	ZY1 1ZZ   Example Street, Exampleton
//	ZY1 1AB   Testington Court: more addresses than one page of the API holds
//	ZY1 2AB   one address, a care home
//	ZY1 3AB   addresses of every shape that an envelope has
//	ZY9 4TT   is answered with 429, too many requests
//	ZY9 5XX   is answered with 500
//	ZY9 5SL   is not answered before the caller gives up
//
// Any other postcode has no addresses. FailNext injects what one cannot ask for.
package placesserver
