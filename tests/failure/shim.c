/* Preloaded into the server under test: counts the syncs of files in one folder, and lets
 * writes to them fail as on a full disk while the test says so. The test and this share
 * four 64-bit numbers in a mapped file. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct shared {
    uint64_t syncs;       /* fsync and fdatasync that went through */
    uint64_t full;        /* the test's word: no room to write */
    uint64_t full_late;   /* the test's word: writes are taken, syncs find that there was no room */
    uint64_t refused;     /* calls that failed on that account */
};

static struct shared nowhere, *shared = &nowhere;
static char folder[PATH_MAX];

__attribute__((constructor)) static void begin(void) {
    const char *control = getenv("SHIM_CONTROL"), *data = getenv("SHIM_FOLDER");
    int fd = control && data ? open(control, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0 || !realpath(data, folder)) {
        folder[0] = 0;
        return;
    }
    void *mapped = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped != MAP_FAILED) shared = mapped;
    close(fd);
}

/* Whether the descriptor is a file of the database: the log and the terminal are not. */
static int ours(int fd) {
    char link[64], path[PATH_MAX];
    if (!folder[0] || fd <= 2) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    size_t prefix = strlen(folder);
    return length > (ssize_t)prefix && !strncmp(path, folder, prefix) && path[prefix] == '/';
}

static int refused(int fd, uint64_t *word) {
    int saved = errno;
    if (!__atomic_load_n(word, __ATOMIC_SEQ_CST) || !ours(fd)) {
        errno = saved;
        return 0;
    }
    __atomic_add_fetch(&shared->refused, 1, __ATOMIC_SEQ_CST);
    errno = ENOSPC;
    return 1;
}

#define NEXT(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

static int synced(int fd, int result) {
    if (result == 0 && ours(fd)) __atomic_add_fetch(&shared->syncs, 1, __ATOMIC_SEQ_CST);
    return result;
}

int fsync(int fd) {
    return refused(fd, &shared->full_late) ? -1 : synced(fd, NEXT(int, fsync, int)(fd));
}

int fdatasync(int fd) {
    return refused(fd, &shared->full_late) ? -1 : synced(fd, NEXT(int, fdatasync, int)(fd));
}

ssize_t write(int fd, const void *bytes, size_t count) {
    return refused(fd, &shared->full) ? -1 : NEXT(ssize_t, write, int, const void *, size_t)(fd, bytes, count);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    return refused(fd, &shared->full) ? -1 : NEXT(ssize_t, writev, int, const struct iovec *, int)(fd, parts, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    return refused(fd, &shared->full) ? -1
                                      : NEXT(ssize_t, pwrite, int, const void *, size_t, off_t)(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    return refused(fd, &shared->full) ? -1
                                      : NEXT(ssize_t, pwrite64, int, const void *, size_t, off64_t)(fd, bytes, count, at);
}

int fallocate(int fd, int mode, off_t from, off_t length) {
    return refused(fd, &shared->full) ? -1 : NEXT(int, fallocate, int, int, off_t, off_t)(fd, mode, from, length);
}
