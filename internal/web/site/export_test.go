package site

import "assistive-referrals/internal/web"

// Routes is every page, for tests that range over them.
func Routes() []web.Route { return (&app{}).routes() }
