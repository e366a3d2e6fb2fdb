-- Asks for the pages of the staff list one after the other, with the operator's session, each time from another address.
-- Arguments after the URL: the cookie, a file with the pages' addresses, one a line.
function init(args)
    local cookie, pages = args[1], {}
    for target in io.lines(args[2]) do pages[#pages + 1] = target end
    requests = {}
    for number = 1, 1000 do
        local address = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(0, 255))
        requests[number] = wrk.format("GET", pages[number % #pages + 1], {
            ["Cookie"] = cookie, ["X-Forwarded-For"] = address, ["Host"] = wrk.host,
        })
    end
end

local number = 0

function request()
    number = number % #requests + 1
    return requests[number]
end
